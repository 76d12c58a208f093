import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DIST } from './vm'

/** 700 KB of the 2 MB that WeChat allows a package: the rest is room for years. */
export const MAIN_PACKAGE_BYTES_MAX = 700 * 1024
export const DESK_SHELL_BYTES_MAX = 2 * 1024

/** Bytes of the built main package: everything WeChat would upload except the sub-packages. */
export function mainPackageBytes(): number {
  const app = JSON.parse(readFileSync(join(DIST, 'app.json'), 'utf8')) as { subPackages: { root: string }[] }
  const subPackages = new Set(app.subPackages.map(({ root }) => root.replace(/\/$/, '')))
  // WeChat leaves out files that begin with a dot; ours is the build's stamp.
  const own = readdirSync(DIST).filter((name) => !name.startsWith('.') && !subPackages.has(name))
  return own.reduce((total, name) => total + bytesUnder(join(DIST, name)), 0)
}

export function bytesUnder(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size
  return readdirSync(path).reduce((total, name) => total + bytesUnder(join(path, name)), 0)
}
