import { type Chosen, FILE_BYTES_MAX } from './chooseExcel'

export async function chooseExcel(): Promise<Chosen> {
  const file = await pick()
  if (!file) return { kind: 'none' }
  if (file.size > FILE_BYTES_MAX) return { kind: 'too_large' }
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () =>
      resolve({ kind: 'file', name: file.name, base64: String(reader.result).split(',')[1] ?? '' })
    reader.onerror = () => resolve({ kind: 'unreadable' })
    reader.readAsDataURL(file)
  })
}

function pick(): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.xlsx,.csv'
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.oncancel = () => resolve(null)
    input.click()
  })
}
