import { createReadStream, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase } from '../../local/cloudbase/database/start'
import { pointAt, startWorld, type World } from './databaseWorld'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.database.stop())

const PATH = 'ledgers/金桂苑/2026-07 台账.xlsx'
const CONTENT = Buffer.from(Array.from({ length: 100_000 }, (_unused, n) => n % 251))

async function urlOf(fileID: string, maxAge?: number): Promise<string> {
  const fileList = maxAge === undefined ? [fileID] : [{ fileID, maxAge }]
  const answer = await world.app.getTempFileURL({ fileList })
  return (answer.fileList[0] as { tempFileURL: string }).tempFileURL
}

describe('cloud storage, through the unmodified SDK', () => {
  it('uploads from memory and from a stream, and downloads the same', async () => {
    const { fileID } = await world.app.uploadFile({ cloudPath: PATH, fileContent: CONTENT })
    expect(fileID).toBe(`cloud://nuancui-local.files/${PATH}`)
    expect((await world.app.downloadFile({ fileID })).fileContent).toEqual(CONTENT)
    const source = join(mkdtempSync(join(tmpdir(), 'nuancui-upload-')), 'a.pdf')
    writeFileSync(source, 'pdf')
    const streamed = await world.app.uploadFile({ cloudPath: 'a.pdf', fileContent: createReadStream(source) })
    const answer = await fetch(await urlOf(streamed.fileID))
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(await answer.text()).toBe('pdf')
    expect(readFileSync(join(world.dir, 'files/a.pdf'), 'utf8')).toBe('pdf')
  })

  it("an address runs out on the world's clock, by default in an hour, and survives a restart", async () => {
    const { fileID } = await world.app.uploadFile({ cloudPath: 'b.txt', fileContent: Buffer.from('b') })
    const [hour, minute] = [await urlOf(fileID), await urlOf(fileID, 60)]
    const status = async (url: string) => (await fetch(url)).status
    expect([await status(hour), await status(minute)]).toEqual([200, 200])
    await world.database.setClock(61_000)
    expect([await status(hour), await status(minute)]).toEqual([200, 403])
    await world.database.setClock(3_601_000)
    expect(await status(hour)).toBe(403)
    await world.database.setClock(0)
    expect(await status(hour.replace('b.txt', 'a.pdf'))).toBe(403)
    const port = Number(new URL(world.database.url).port)
    await world.database.stop()
    world = {
      ...world,
      database: await startDatabase({ dir: world.dir, indexesFile: world.indexesFile, port }),
    }
    pointAt(world.database)
    expect(await status(hour)).toBe(200)
  })

  it('deletes, and says which file is not there', async () => {
    const { fileID } = await world.app.uploadFile({ cloudPath: 'c.txt', fileContent: Buffer.from('c') })
    const none = 'cloud://nuancui-local.files/none.txt'
    expect((await world.app.deleteFile({ fileList: [fileID, none] })).fileList).toEqual([
      { fileID, code: 'SUCCESS' },
      { fileID: none, code: 'STORAGE_FILE_NONEXIST' },
    ])
    expect(existsSync(join(world.dir, 'files/c.txt'))).toBe(false)
    await expect(world.app.downloadFile({ fileID })).rejects.toMatchObject({ code: 'STORAGE_FILE_NONEXIST' })
  })

  it.each(['../escape.txt', '/etc/passwd', 'a//b', 'a/./b', 'a%2e', 'a?b'])(
    'will not write to %s',
    async (cloudPath) => {
      await expect(world.app.uploadFile({ cloudPath, fileContent: Buffer.from('x') })).rejects.toMatchObject({
        code: 'INVALID_PARAM',
      })
    },
  )

  it('turns away an upload to an address that was not handed out', async () => {
    const answer = await fetch(`${world.database.url}/upload/forged.txt?until=99999999999999&sign=00`, {
      method: 'PUT',
      body: 'x',
    })
    expect(answer.status).toBe(403)
    expect(existsSync(join(world.dir, 'files/forged.txt'))).toBe(false)
  })
})
