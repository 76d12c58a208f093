import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { readDeclarations } from '../../local/cloudbase/declarations'
import { type Bundle, bundleAll, bundleOnDemand, type OnDemand } from './bundle'
import { isCurrent, ROOT, type Stamp, stampOf, toolchainHash, writeWhole } from './stamp'

/**
 * Bundles each cloud function into one file, because the platform uploads a function's own folder
 * and nothing beside it, and loads one small file faster than a tree (CloudBase, functions).
 */
export const FUNCTIONS_DIR = join(ROOT, 'dist/cloudfunctions')
const STAMPS_FILE = join(FUNCTIONS_DIR, '.stamps.json')
const CACHE_DIR = join(ROOT, '.cache')
const BUILDERS = ['config/build/functions.ts', 'config/build/bundle.ts', 'config/build/stamp.ts']

/** The declaration of collections and indexes as data, for programs that may not import the functions' sources. */
const INDEXES = 'indexes'
const INDEXES_SOURCE = 'cloudfunctions/core/store/indexes.ts'
const INDEXES_FILE = join(FUNCTIONS_DIR, 'indexes.json')

export type BuildReport = {
  readonly built: readonly string[]
  readonly unchanged: readonly string[]
  readonly tookMs: number
}

export type FunctionsWish = {
  readonly log?: (line: string) => void
  /** Only these; all that cloudbaserc.json declares when left out. */
  readonly only?: readonly string[]
}

/** Every character of a name must be printable: the whole font goes beside the functions that print, and a paper embeds what it uses. */
const PAPER_FONT = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'

type Stamps = Readonly<Record<string, Stamp>>

/** Builds what has changed since the last build. Throws with words when a source is missing or wrong. */
export async function buildFunctions({ log, only }: FunctionsWish = {}): Promise<BuildReport> {
  const started = Date.now()
  const toolchain = toolchainHash(BUILDERS)
  const before = readStamps()
  const declared = readDeclarations(join(ROOT, 'cloudbaserc.json')).map(({ name }) => name)
  const wanted = [...(only ?? declared), INDEXES]
  const stale = wanted.filter((name) => !isCurrent(before[name], toolchain) || !existsSync(productOf(name)))
  if (stale.length > 0) {
    const bundles = await bundleAll(Object.fromEntries(stale.map((name) => [name, sourceOf(name)])))
    for (const [name, bundle] of Object.entries(bundles)) {
      if (name === INDEXES) writeIndexes(bundle)
      else await writeFunction(name, bundle, toolchain)
    }
    const stamps = Object.entries(bundles).map(([name, { inputs }]) => [name, stampOf(toolchain, inputs)])
    writeWhole(STAMPS_FILE, JSON.stringify({ ...before, ...Object.fromEntries(stamps) }))
    log?.(`Functions built in ${Date.now() - started} ms: ${stale.join(', ')}`)
  }
  return {
    built: stale,
    unchanged: wanted.filter((name) => !stale.includes(name)),
    tookMs: Date.now() - started,
  }
}

function sourceOf(name: string): string {
  const source = name === INDEXES ? INDEXES_SOURCE : `cloudfunctions/${name}/index.ts`
  if (!existsSync(join(ROOT, source)))
    throw new Error(`cloudbaserc.json declares ${name}, but there is no ${source}`)
  return source
}

function productOf(name: string): string {
  return name === INDEXES ? INDEXES_FILE : join(FUNCTIONS_DIR, name, 'index.js')
}

function readStamps(): Stamps {
  if (!existsSync(STAMPS_FILE)) return {}
  return JSON.parse(readFileSync(STAMPS_FILE, 'utf8')) as Stamps
}

async function writeFunction(name: string, { code, onDemand }: Bundle, toolchain: string): Promise<void> {
  for (const library of onDemand) writeWhole(join(FUNCTIONS_DIR, name, `${library}.js`), await onDemandChunk(library, toolchain))
  if (onDemand.includes('pdfkit')) copyFileSync(require.resolve(PAPER_FONT), join(FUNCTIONS_DIR, name, 'paper.ttf'))
  writeWhole(
    join(FUNCTIONS_DIR, name, 'package.json'),
    JSON.stringify({ name, private: true, main: 'index.js' }),
  )
  writeWhole(productOf(name), code)
}

/** Changes with the lock file alone, and costs more than all functions together: kept between builds. */
async function onDemandChunk(library: OnDemand, toolchain: string): Promise<Uint8Array> {
  const kept = join(CACHE_DIR, `${library}-${toolchain}.js`)
  if (!existsSync(kept)) writeWhole(kept, await bundleOnDemand(library))
  return readFileSync(kept)
}

function writeIndexes({ code }: Bundle): void {
  const module = { exports: {} as { COLLECTIONS?: unknown; INDEXES?: unknown } }
  runInNewContext(Buffer.from(code).toString('utf8'), { module, exports: module.exports, require })
  const { COLLECTIONS, INDEXES: indexes } = module.exports
  if (!COLLECTIONS || !indexes) throw new Error(`${INDEXES_SOURCE} must export COLLECTIONS and INDEXES`)
  writeWhole(INDEXES_FILE, JSON.stringify({ collections: COLLECTIONS, indexes }))
}
