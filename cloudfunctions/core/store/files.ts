import { cloudApp } from './cloudbase'

/** Cloud storage: where files too large for a call travel (over 3 MB). */
export interface Files {
  /** Null when there is no such file. */
  read(fileId: string): Promise<Buffer | null>
}

export function cloudFiles(): Files {
  return {
    async read(fileId) {
      try {
        const { fileContent } = await cloudApp().downloadFile({ fileID: fileId })
        return (fileContent as Buffer | undefined) ?? null
      } catch (error) {
        if (/STORAGE|NOT_?EXIST|INVALID_PARAM/i.test(`${(error as { code?: string }).code} ${(error as Error).message}`)) return null
        throw error
      }
    },
  }
}
