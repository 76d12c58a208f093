const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain',
}

/** Some browsers read the file only after the tap is over. */
const READ_BY_MS = 60_000

/** A browser keeps whatever comes. */
export const opensByItself = (_name: string): boolean => true

/** A browser keeps it where it keeps what is downloaded. */
export async function openPaper(name: string, base64: string): Promise<void> {
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  // As a file in memory: an address that holds the whole file has a limit of a few megabytes.
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), READ_BY_MS)
}
