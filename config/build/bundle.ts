import { build, type BuildOptions, type Metafile, type OutputFile, type Plugin } from 'esbuild'
import { join, relative } from 'node:path'
import { ROOT } from './stamp'

/** Too heavy to be read at every cold start: each is kept in a file of its own, loaded by the verb that needs it. */
export const ON_DEMAND = ['exceljs', 'iconv-lite', 'pdfkit'] as const
export type OnDemand = (typeof ON_DEMAND)[number]

export type Bundle = {
  readonly code: Uint8Array
  /** Every file it was made of, relative to the root. */
  readonly inputs: readonly string[]
  readonly onDemand: readonly OnDemand[]
}

/** One bundler and one minifier for whatever runs in the cloud. */
const FOR_THE_CLOUD = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  // As `require`: a CommonJS file that is imported natively shows no names, only a default.
  supported: { 'dynamic-import': false },
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions

/**
 * One CommonJS file out of each TypeScript entry, the SDK included. All at once, because they share
 * nearly all of what has to be read. Throws esbuild's own words when a source is wrong.
 * @param entries name of the product -> file, absolute or relative to the root
 */
export async function bundleAll(
  entries: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, Bundle>>> {
  const { outputFiles, metafile } = await build({
    ...FOR_THE_CLOUD,
    entryPoints: { ...entries },
    outdir: ROOT,
    tsconfig: join(ROOT, 'tsconfig.json'),
    metafile: true,
    plugins: [onDemandPlugin, ownWordsPlugin],
  })
  return Object.fromEntries(
    Object.keys(entries).map((name) => {
      const inputs = reachable(metafile, metafile.outputs[`${name}.js`]?.entryPoint ?? '')
      return [
        name,
        {
          code: codeOf(outputFiles, name),
          inputs,
          onDemand: ON_DEMAND.filter((library) => inputs.some((file) => importsOnDemand(metafile, file, library))),
        },
      ]
    }),
  )
}

/** The library itself, which functions find beside them as `exceljs.js` or `pdfkit.js`. */
export async function bundleOnDemand(library: OnDemand): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...FOR_THE_CLOUD,
    entryPoints: { [library]: require.resolve(library) },
    outdir: ROOT,
  })
  return codeOf(outputFiles, library)
}

function codeOf(files: readonly OutputFile[], name: string): Uint8Array {
  const file = files.find(({ path }) => relative(ROOT, path) === `${name}.js`)
  if (!file) throw new Error(`esbuild made nothing of ${name}`)
  return file.contents
}

/** What an entry imports, and what that imports; also files of which only types were used. */
function reachable({ inputs }: Metafile, entry: string): readonly string[] {
  const seen = new Set([entry])
  for (const file of seen) {
    for (const { path, external } of inputs[file]?.imports ?? []) if (!external) seen.add(path)
  }
  return [...seen]
}

function importsOnDemand({ inputs }: Metafile, file: string, library: OnDemand): boolean {
  return (inputs[file]?.imports ?? []).some(({ path, external }) => external && path === `./${library}.js`)
}

/** Leaves a dynamic import of the library pointing at the file beside the bundle. */
const onDemandPlugin: Plugin = {
  name: 'on-demand',
  setup: ({ onResolve }) => {
    onResolve({ filter: new RegExp(`^(${ON_DEMAND.join('|')})$`) }, ({ kind, importer, path }) => {
      if (kind === 'dynamic-import') return { path: `./${path}.js`, external: true }
      // Loaded at the start it would be a burden on every cold start, whatever the caller wants.
      return {
        errors: [
          {
            text: `${importer}: load ${path} inside the verb that uses it: await import('${path}')`,
          },
        ],
      }
    })
  },
}

/**
 * Leaves out the forty languages in which zod can complain: nobody reads them, since a refusal is
 * told in our own words, and they would be a seventh of every bundle.
 */
const ownWordsPlugin: Plugin = {
  name: 'own-words',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js'`,
    }))
  },
}
