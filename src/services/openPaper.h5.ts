/** A browser keeps it where it keeps what is downloaded. */
export async function openPaper(name: string, base64: string): Promise<void> {
  const link = document.createElement('a')
  link.href = `data:application/pdf;base64,${base64}`
  link.download = name
  link.click()
}
