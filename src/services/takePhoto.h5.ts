import { type Photo, photoOf } from './takePhoto'

const WIDTH = 1280
const QUALITY = 0.6

export async function takePhoto(): Promise<Photo> {
  const file = await pick()
  if (!file) return { kind: 'none' }
  const image = await createImageBitmap(file).catch(() => null)
  if (!image) return { kind: 'unreadable' }
  const scale = Math.min(1, WIDTH / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return photoOf(canvas.toDataURL('image/jpeg', QUALITY).split(',')[1] ?? '')
}

function pick(): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/*'
  input.setAttribute('capture', 'environment')
  return new Promise((resolve) => {
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.oncancel = () => resolve(null)
    input.click()
  })
}
