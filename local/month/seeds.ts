import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lived } from './lived'
import type { Wish } from './play'
import { foundTown } from './town'

const ROOT = join(__dirname, '../..')
/** A month keeps about one core busy. */
const WORKERS_MAX = 2

export type Life = { readonly seed: number; readonly kills: number }
type Told = { readonly lived?: Lived; readonly failed?: string }

/**
 * Lives a month for each of `lives`, at most two at a time, and hands them over in their order as
 * they come. The ledger is taken over once; each month begins on a copy of that town.
 */
export async function liveMonths(file: string, lives: readonly Life[], onLived: (lived: Lived) => void): Promise<readonly Lived[]> {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-months-'))
  const template = join(dir, 'town')
  const workers: ChildProcess[] = []
  try {
    await foundTown(file, template)
    const found: Lived[] = []
    let handed = 0
    let next = 0
    const work = async (worker: ChildProcess): Promise<void> => {
      for (let index = next++; index < lives.length; index = next++) {
        const life = lives[index]
        if (life) found[index] = await liveOne(worker, { template, ...life })
        for (; found[handed]; handed += 1) onLived(found[handed] as Lived)
      }
    }
    while (workers.length < Math.min(WORKERS_MAX, lives.length)) workers.push(startWorker())
    await Promise.all(workers.map(work))
    return found
  } finally {
    for (const worker of workers) worker.kill()
    // The processes of a month that was ended in its middle take a moment to let go of its files.
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

function startWorker(): ChildProcess {
  return fork(join(__dirname, 'worker.ts'), { cwd: ROOT, execArgv: ['--import', 'tsx'] })
}

function liveOne(worker: ChildProcess, wish: Wish): Promise<Lived> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`seed ${wish.seed}: ${why}`))
    const ended = (code: number | null): void => fail(`its process ended with ${code}`)
    worker.once('exit', ended)
    worker.once('message', ({ lived, failed }: Told) => {
      worker.removeListener('exit', ended)
      if (lived) resolve(lived)
      else fail(failed ?? 'nothing was lived')
    })
    worker.send(wish)
  })
}
