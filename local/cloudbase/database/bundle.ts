import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(__dirname, '../../..')

/**
 * The server as one JavaScript file, built when its sources or packages changed. Started from its
 * TypeScript it would need twice as long, and tests start it dozens of times.
 */
export async function bundledServer(): Promise<string> {
  const cache = join(ROOT, '.cache')
  const target = join(cache, `database-${fingerprint()}.cjs`)
  if (existsSync(target)) return target
  mkdirSync(cache, { recursive: true })
  const partial = `${target}.${process.pid}.part`
  // Loaded only here: most starts find the file built.
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(__dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['lmdb'],
    outfile: partial,
    logLevel: 'error',
  })
  // Renamed when whole, so that two starts at once cannot run half a file.
  renameSync(partial, target)
  return target
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')))
  const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  for (const name of sources.sort()) hash.update(name).update(readFileSync(join(__dirname, name)))
  return hash.digest('hex').slice(0, 16)
}
