/** A day as staff type it; the cloud says whether it may be. */
const DAY = /^\d{4}-\d{2}-\d{2}$/
export const isDay = (text: string): boolean => DAY.test(text.trim())
export const NOT_A_DAY = { says: '没有看懂这个日子', next: '请写成年-月-日，例如 2026-07-15', refusal: null }
