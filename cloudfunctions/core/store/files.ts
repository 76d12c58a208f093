import { cloudApp } from './cloudbase'

/** Cloud storage: where files too large for a call travel (over 3 MB), and where photos lie. */
export interface Files {
  /** Keeps a file under its path, in place of what was there, and says its id. */
  keep(path: string, file: Buffer): Promise<string>
  /** Null when there is no such file. */
  read(fileId: string): Promise<Buffer | null>
  /** An address for each file that is there, which runs out by itself: nothing here is public. */
  addresses(fileIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

const ADDRESS_LIVES_S = 600
/** What the platform takes in one request. */
const ADDRESSES_MAX = 50

export function cloudFiles(): Files {
  return {
    async keep(path, file) {
      return (await cloudApp().uploadFile({ cloudPath: path, fileContent: file })).fileID
    },
    async read(fileId) {
      try {
        const { fileContent } = await cloudApp().downloadFile({ fileID: fileId })
        return (fileContent as Buffer | undefined) ?? null
      } catch (error) {
        if (/STORAGE|NOT_?EXIST|INVALID_PARAM/i.test(`${(error as { code?: string }).code} ${(error as Error).message}`)) return null
        throw error
      }
    },
    async addresses(fileIds) {
      if (fileIds.length === 0) return new Map()
      const fileList = fileIds.slice(0, ADDRESSES_MAX).map((fileID) => ({ fileID, maxAge: ADDRESS_LIVES_S }))
      const answer = await cloudApp().getTempFileURL({ fileList })
      const found = answer.fileList as { code: string; fileID: string; tempFileURL?: string }[]
      return new Map(found.flatMap(({ fileID, tempFileURL }) => (tempFileURL ? [[fileID, tempFileURL] as const] : [])))
    },
  }
}
