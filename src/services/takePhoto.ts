import Taro from '@tarojs/taro'

/** What a photo may weigh inside one call; a meter’s figures are readable far below it. */
export const PHOTO_BYTES_MAX = 1024 * 1024
const WIDTH = 1280
const QUALITY = 60

export type Photo =
  | { readonly kind: 'photo'; readonly base64: string }
  | { readonly kind: 'none' | 'too_large' | 'unreadable' }

/** Takes or chooses one photo and makes it small. takePhoto.h5.ts is the browser's. */
export async function takePhoto(): Promise<Photo> {
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] }).catch(() => null)
  const file = chosen?.tempFiles[0]
  if (!file) return { kind: 'none' }
  const small = await Taro.compressImage({ src: file.tempFilePath, quality: QUALITY, compressedWidth: WIDTH }).catch(() => null)
  return new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath: small?.tempFilePath ?? file.tempFilePath,
      encoding: 'base64',
      success: ({ data }) => resolve(photoOf(String(data))),
      fail: () => resolve({ kind: 'unreadable' }),
    })
  })
}

/** Four letters of the text are three bytes of the photo. */
export function photoOf(base64: string): Photo {
  return base64.length * 0.75 > PHOTO_BYTES_MAX ? { kind: 'too_large' } : { kind: 'photo', base64 }
}
