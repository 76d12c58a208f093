import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The longest path that every system takes as the name of a local socket, with room to spare. */
const SOCKET_PATH_MAX = 100

/**
 * One server per data folder: two would not know of each other's locks. The sign of life is a local
 * socket, because a killed process cannot clear away a lock file but does stop answering. Gives back
 * what takes the sign down.
 */
export async function claimFolder(dir: string): Promise<() => void> {
  mkdirSync(dir, { recursive: true })
  const address = socketOf(realpathSync(dir))
  if (await answers(address)) throw new Error(`another database server is using ${dir}`)
  if (process.platform !== 'win32') rmSync(address, { force: true })
  const sign = createServer((socket) => socket.end())
  await new Promise<void>((resolve, reject) => {
    sign.once('error', reject)
    sign.listen(address, resolve).unref()
  })
  return () => void sign.close()
}

function socketOf(folder: string): string {
  const name = `nuancui-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  const inside = join(folder, 'db.sock')
  return Buffer.byteLength(inside) <= SOCKET_PATH_MAX ? inside : join(tmpdir(), `${name}.sock`)
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.unref()
  })
}
