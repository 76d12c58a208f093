import Taro from '@tarojs/taro'

/** What WeChat's own reader shows; anything else can only be sent on. */
const READABLE = ['pdf', 'xlsx'] as const
const readableOf = (name: string) => READABLE.find((kind) => name.endsWith(`.${kind}`))

/** Whether a file may be opened when it comes. WeChat sends a file to a chat only out of a tap of its own. */
export const opensByItself = (name: string): boolean => readableOf(name) !== undefined

/**
 * Opens a file in WeChat's own reader, from where it can be sent on or kept; what the reader does not
 * know is sent to a chat, 文件传输助手 among them. openPaper.h5.ts is the browser's.
 */
export async function openPaper(name: string, base64: string): Promise<void> {
  // The reader shows the file's name; what WeChat's file system does not take stays out of it.
  const fileName = name.replace(/[\\/:*?"<>|]/g, '_')
  const filePath = `${Taro.env.USER_DATA_PATH}/${fileName}`
  const fileType = readableOf(fileName)
  if (fileType === undefined) {
    // At once: after a pause WeChat no longer takes it for the tap's. Whoever turns back may tap again.
    Taro.getFileSystemManager().writeFileSync(filePath, base64, 'base64')
    return void (await Taro.shareFileMessage({ filePath, fileName }).catch(() => undefined))
  }
  await new Promise<void>((resolve, reject) => {
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: base64,
      encoding: 'base64',
      success: () => resolve(),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
  await Taro.openDocument({ filePath, fileType, showMenu: true })
}
