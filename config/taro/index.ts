import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@tarojs/cli'
import { colour } from './colours'

const root = join(__dirname, '..', '..')
const babelFile = join(__dirname, 'babel.cjs')
const contractDir = join(root, 'types')
const isWeapp = process.env['TARO_ENV'] === 'weapp'
const outputRoot = `dist/${process.env['TARO_ENV']}`
/**
 * Webpack keeps its work between builds; when one of these changes it starts anew. The list of pages
 * is among them: it is read beside webpack, which would go on with the routes of the build before
 * and open a new page blank.
 */
const pageLists = ['app.config.ts', 'services/pages.ts', 'custom-tab-bar/tabs.ts'].map((name) => join(root, 'src', name))
const ownFiles = [...readdirSync(__dirname).map((name) => join(__dirname, name)), ...pageLists]

const BROWSERS = ['ios >= 12', 'chrome >= 78'] // the same phones as in babel.cjs
const autoprefixer = { enable: true, config: { flexbox: 'no-2009', overrideBrowserslist: BROWSERS } }

/** The part of webpack-chain that we touch; its own types are not a dependency of ours. */
type Chain = {
  module: { rule(name: string): { use(name: string): { tap(change: (old: object) => object): void } } }
  optimization: { merge(change: object): void }
}

function useOurBabel(chain: Chain) {
  chain.module.rule('script').use('babelLoader').tap((old) => ({ ...old, configFile: babelFile }))
}

/** What two pages share is fetched once: Taro by itself puts a copy of the kit into every page. */
function shareBetweenPages(chain: Chain) {
  const common = { name: 'common', minChunks: 2, priority: 1, enforce: true }
  chain.optimization.merge({ splitChunks: { chunks: 'all', cacheGroups: { common } } })
}

/**
 * One source, two builds: the mini-program in dist/weapp and the browser's in dist/h5.
 * Sizes in style sheets are rpx of a 750-wide design; in the browser they become rem, and
 * src/app.css says how large a rem is.
 */
export default defineConfig({
  projectName: 'nuancui',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true, buildDependencies: { config: ownFiles } },
  jsMinimizer: 'terser', // the esbuild minifier adds 21 KB
  designWidth: 750,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot,
  alias: { '@': join(root, 'src'), '@contract': contractDir },
  plugins: isWeapp ? [join(__dirname, 'aria.ts')] : [],
  // app.config.ts reads these: WeChat draws its own bars and is told their colours in app.json.
  defineConstants: {
    PAPER: JSON.stringify(colour('paper')),
    CARD: JSON.stringify(colour('card')),
    INK_SECOND: JSON.stringify(colour('ink-second')),
    BRAND: JSON.stringify(colour('brand')),
  },
  copy: { patterns: isWeapp ? [{ from: 'src/sitemap.json', to: `${outputRoot}/sitemap.json` }] : [], options: {} },
  mini: {
    compile: { include: [contractDir] },
    webpackChain: useOurBabel,
    postcss: { autoprefixer, pxtransform: { enable: true, config: {} } },
    enableSourceMap: false,
  },
  h5: {
    publicPath: './',
    router: { mode: 'hash' },
    compile: { include: [contractDir] },
    webpackChain(chain: Chain) {
      useOurBabel(chain)
      shareBetweenPages(chain)
    },
    // Content in the name, so a browser never mixes the files of two builds.
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'chunk/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { autoprefixer, pxtransform: { enable: true, config: { baseFontSize: 20 } } },
    enableSourceMap: false,
  },
})
