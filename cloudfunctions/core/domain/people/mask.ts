/** Personal data is masked unless the rule for the viewer says otherwise (law-and-conduct). */
const PHONE_WHOLE_MIN = 8

/** "13812345678" -> "138****5678"; a number too short to keep seven digits keeps its last two. */
export function maskPhone(phone: string): string {
  if (phone.length < PHONE_WHOLE_MIN) return `****${phone.slice(-2)}`
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** "王建国" -> "王**". Rare characters are two units of text, so it counts characters. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name]
  return `${first}${'*'.repeat(Math.min(rest.length, 2))}`
}
