import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * One server per data folder: two would not know of each other's locks. The sign of life is a local
 * socket, because a killed process cannot clear away a lock file but does stop answering.
 */
export async function claimFolder(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true })
  const name = `nuancui-${createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 16)}`
  const windows = process.platform === 'win32'
  const address = windows ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
  if (await answers(address)) throw new Error(`another database server is using ${dir}`)
  if (!windows) rmSync(address, { force: true })
  await new Promise<void>((resolve, reject) => {
    const sign = createServer((socket) => socket.end())
    sign.once('error', reject)
    sign.listen(address, resolve).unref()
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.unref()
  })
}
