import type { FunctionDeclaration } from '../../local/cloudbase/declarations'
import type { InstantSource } from '../../local/clock'
import { startKeeper } from '../../local/cloudbase/functions/keeper'
import { createPool, type Pool } from '../../local/cloudbase/functions/pool'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Small real functions for the host: each is a CommonJS file that exports `main`, as a built bundle does.
/** A folder that goes away with the test file. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-'))
  made.push(dir)
  return dir
}

const made: string[] = []
// orphans.ts uses this file outside of a test, where there is no afterAll.
if (typeof afterAll === 'function') {
  afterAll(() => {
    for (const dir of made) rmSync(dir, { recursive: true, force: true })
  })
}

export function writeFunction(functionsDir: string, name: string, main: string): void {
  mkdirSync(join(functionsDir, name), { recursive: true })
  writeFileSync(join(functionsDir, name, 'index.js'), `exports.main = ${main}`)
}

export function declared(name: string, fields: Partial<FunctionDeclaration> = {}): FunctionDeclaration {
  return { name, timeoutSeconds: 20, memoryMb: 256, triggers: [], ...fields }
}

export type TinyPool = Pool & {
  readonly call: <T>(name: string, event?: unknown, vouched?: Record<string, string>) => Promise<T>
}

/** A pool over tiny functions, with no database behind it. */
export function openPool(
  functionsDir: string,
  declarations: readonly FunctionDeclaration[],
  clock?: () => InstantSource,
): TinyPool {
  const keeper = startKeeper()
  const pool = createPool({
    declarations,
    functionsDir,
    environment: () => ({ TZ: 'UTC' }),
    clock: clock ?? (() => ({ offsetMs: 0 })),
    keeper,
    whenReady: () => Promise.resolve(),
    log: () => undefined,
  })
  return {
    ...pool,
    call: async (name, event = {}, vouched = {}) =>
      JSON.parse(await pool.invoke(name, JSON.stringify(event), vouched)),
    stop: async () => {
      await pool.stop()
      await keeper.stop()
    },
  }
}

/** The kernel's letter for what a process is doing (T: stopped), or null when it is gone. */
export function processState(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] ?? null
  } catch {
    return null
  }
}
