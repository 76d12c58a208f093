import Taro from '@tarojs/taro'

/** What the cloud opens; what one call cannot carry goes in parts (sendFile). */
export const FILE_BYTES_MAX = 20 * 1024 * 1024

export type Chosen =
  | { readonly kind: 'file'; readonly name: string; readonly base64: string }
  | { readonly kind: 'none' | 'too_large' | 'unreadable' }

/** Takes a file from a chat, which is where staff's files are. chooseExcel.h5.ts is the browser's. */
export async function chooseExcel(): Promise<Chosen> {
  const picked = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['xlsx', 'csv'] }).catch(
    () => null,
  )
  const file = picked?.tempFiles[0]
  if (!file) return { kind: 'none' }
  if (file.size > FILE_BYTES_MAX) return { kind: 'too_large' }
  return new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath: file.path,
      encoding: 'base64',
      success: ({ data }) => resolve({ kind: 'file', name: file.name, base64: String(data) }),
      fail: () => resolve({ kind: 'unreadable' }),
    })
  })
}
