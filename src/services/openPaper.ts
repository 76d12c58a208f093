import Taro from '@tarojs/taro'

/** Opens a PDF in WeChat's own reader, from where it can be sent on or kept. openPaper.h5.ts is the browser's. */
export async function openPaper(name: string, base64: string): Promise<void> {
  // The reader shows the file's name; what WeChat's file system does not take stays out of it.
  const filePath = `${Taro.env.USER_DATA_PATH}/${name.replace(/[\\/:*?"<>|]/g, '_')}`
  await new Promise<void>((resolve, reject) => {
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: base64,
      encoding: 'base64',
      success: () => resolve(),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
  await Taro.openDocument({ filePath, fileType: 'pdf', showMenu: true })
}
