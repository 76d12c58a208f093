import { spawnSync } from 'node:child_process'
import {
  chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

const root = join(__dirname, '..', '..')
const chromiumPackage = join(root, 'node_modules', '@sparticuz', 'chromium')
const fontPackage = join(root, 'node_modules', '@expo-google-fonts', 'noto-sans-sc')

type Environment = Record<string, string>
export type Chromium = { readonly executablePath: string; readonly env: Environment }

/**
 * A browser that needs nothing installed: the package carries Chromium for Linux x64, and the few
 * libraries that a bare machine lacks. NUANCUI_CHROMIUM names another browser for other machines.
 * Throws with the loader's own words when none runs.
 */
export function findChromium(): Chromium {
  const own = process.env['NUANCUI_CHROMIUM']
  if (own) return { executablePath: own, env: {} }

  const executablePath = join(unpacked(), 'chromium')
  // The machine's own libraries first: the shipped ones come from another system and are the spare wheel.
  if (whyNot(executablePath, {}) === null) return { executablePath, env: {} }
  const env = { LD_LIBRARY_PATH: join(unpacked(), 'lib') }
  const reason = whyNot(executablePath, env)
  if (reason !== null) throw new Error(`Chromium does not start here: ${reason}`)
  return { executablePath, env }
}

/** Chinese is empty boxes without a Chinese font, and a bare machine has none. `home` keeps the list. */
export function withChineseFont(home: string): Environment {
  const folders = ['400Regular', '600SemiBold'].map((weight) => `<dir>${join(fontPackage, weight)}</dir>`)
  const fontCache = join(root, 'node_modules', '.cache', 'fontconfig')
  const list = join(home, 'fonts.conf')
  writeFileSync(
    list,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders.join('')}<cachedir>${fontCache}</cachedir></fontconfig>
`,
  )
  return { FONTCONFIG_FILE: list }
}

function whyNot(executablePath: string, env: Environment): string | null {
  const options = { env: { ...process.env, ...env }, encoding: 'utf8' } as const
  const run = spawnSync(executablePath, ['--version'], options)
  return run.status === 0 ? null : (run.error?.message ?? run.stderr.trim())
}

/** Unpacks once per version. Several processes may try at once: each fills its own folder, one is kept. */
function unpacked(): string {
  const about = JSON.parse(readFileSync(join(chromiumPackage, 'package.json'), 'utf8')) as { version: string }
  const folder = join(root, 'node_modules', '.cache', `chromium-${about.version}`)
  if (existsSync(folder)) return folder

  mkdirSync(dirname(folder), { recursive: true })
  const mine = mkdtempSync(`${folder}-`)
  const shipped = (name: string) => brotliDecompressSync(readFileSync(join(chromiumPackage, 'bin', name)))
  writeFileSync(join(mine, 'chromium'), shipped('chromium.br'), { mode: 0o755 })
  writeFilesOfTar(shipped('al2023.tar.br'), join(mine, 'lib'))
  chmodSync(mine, 0o755)
  try {
    renameSync(mine, folder)
  } catch {
    rmSync(mine, { recursive: true }) // Another process was quicker; its folder is as good.
  }
  return folder
}

const TAR_BLOCK = 512
const TAR_FILE = '0'

/** Writes a tar's plain files flat into `folder`: a bare machine may lack `tar`. */
function writeFilesOfTar(tar: Buffer, folder: string) {
  mkdirSync(folder, { recursive: true })
  const text = (from: number, to: number) => tar.toString('latin1', from, to).split('\0')[0] ?? ''
  for (let at = 0; at + TAR_BLOCK <= tar.length && text(at, at + 100) !== ''; ) {
    const size = parseInt(text(at + 124, at + 136), 8)
    const body = at + TAR_BLOCK
    if (text(at + 156, at + 157) === TAR_FILE) {
      const file = join(folder, basename(text(at, at + 100)))
      writeFileSync(file, tar.subarray(body, body + size), { mode: 0o755 })
    }
    at = body + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK
  }
}
