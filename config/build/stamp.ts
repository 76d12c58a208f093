import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export const ROOT = join(__dirname, '../..')

/**
 * What a product was built from: each source file by its content, and everything installed by the
 * lock file alone, since node_modules holds exactly what that names.
 */
export type Stamp = { readonly toolchain: string; readonly sources: Readonly<Record<string, string>> }

export function hashOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** One hash over the lock file and the builders themselves. @param files relative to the root */
export function toolchainHash(files: readonly string[]): string {
  return hashOf(
    ['package-lock.json', 'tsconfig.json', ...files].map((file) => sourceHash(file) ?? '').join(' '),
  )
}

/** @param files absolute or relative to the root; installed ones are left out */
export function stampOf(toolchain: string, files: readonly string[]): Stamp {
  const own = files
    .map((file) => relative(ROOT, join(ROOT, relative(ROOT, file))))
    .filter((file) => !file.includes('node_modules'))
  return { toolchain, sources: Object.fromEntries(own.sort().map((file) => [file, sourceHash(file) ?? ''])) }
}

export function isCurrent(stamp: Stamp | undefined, toolchain: string): boolean {
  if (stamp?.toolchain !== toolchain) return false
  return Object.entries(stamp.sources).every(([file, hash]) => sourceHash(file) === hash)
}

function sourceHash(file: string): string | null {
  const path = join(ROOT, file)
  return existsSync(path) ? hashOf(readFileSync(path)) : null
}

/** Written beside and renamed: whoever loads the file at this moment gets the old one or the new one, whole. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}.new`
  writeFileSync(beside, content)
  renameSync(beside, file)
}
