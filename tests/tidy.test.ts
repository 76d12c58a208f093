import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Style that a machine can check, as a test: the message says what to do instead. */
const ROOT = join(__dirname, '..')
const LINES_MAX = 250
const COLUMNS_MAX = 160
const TOP_LEVEL = [
  '.ci', '.gitignore', '.npmrc', 'LICENSE', 'README.md', 'cloudbaserc.json', 'cloudfunctions', 'config', 'local', 'package-lock.json',
  'package.json', 'project.config.json', 'src', 'tests', 'tsconfig.json', 'types',
]
const ANYWHERE = /./
/** Where money is reckoned or shown; a developer's tools may cut digits of a time or a size. */
const PRODUCT = /^(types|cloudfunctions|src)\//
const BANNED: readonly { readonly pattern: RegExp; readonly instead: string; readonly where: RegExp }[] = [
  { pattern: /\bTODO\b|\bFIXME\b|\bXXX\b/, instead: 'finish it, or write an issue', where: ANYWHERE },
  { pattern: /滞纳金/, instead: 'the word is 违约金 (vocabulary)', where: /^(types|src)\// },
  { pattern: /parseFloat|\.toFixed\(/, instead: 'money is whole fen and exact decimals; see types/money', where: PRODUCT },
  { pattern: /console\./, instead: 'use core/shell/log', where: /^cloudfunctions\/(?!core\/shell\/log)/ },
]
/** Words that a resident never reads (rules §14), and threats that the law forbids (Civil Code art. 944). */
const NOT_FOR_RESIDENTS = /催|欠费|逾期|失约|勿扰|触达|充值|余额|钱包|滞纳/

/** `git ls-files` tells what the project is; outside a checkout there is nothing to tidy. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n').filter((file) => file && existsSync(join(ROOT, file)))
const sources = files.filter((file) => /\.(ts|tsx|mjs|cjs|css|wxss)$/.test(file))
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8')

describe('tidy', () => {
  it('has no file whose place nobody knows', () => {
    expect(files.map((file) => file.split('/')[0]).filter((top) => !TOP_LEVEL.includes(top ?? ''))).toEqual([])
  })

  it('keeps every file within reach of one reading', () => {
    const long = sources.filter((file) => text(file).split('\n').length > LINES_MAX + 1)
    expect(long).toEqual([])
  })

  it('keeps lines within a window', () => {
    const wide = sources.flatMap((file) => text(file).split('\n').flatMap((line, i) => (line.length > COLUMNS_MAX ? [`${file}:${i + 1}`] : [])))
    expect(wide).toEqual([])
  })

  it.each(BANNED)('has no $pattern: $instead', ({ pattern, where }) => {
    const found = sources.filter((file) => file !== 'tests/tidy.test.ts' && where.test(file) && pattern.test(text(file)))
    expect(found).toEqual([])
  })

  it('names colours in one file alone', () => {
    const painted = sources.filter((file) => /^src\//.test(file) && file !== 'src/tokens.css' && /#[0-9a-f]{3,8}\b|rgba?\(/i.test(text(file)))
    expect(painted).toEqual([])
  })

  it('speaks to residents without the words that rules §14 keeps from them', () => {
    const spoken = files.filter((file) => /^src\/(pages|components|custom-tab-bar)\/.*\.(tsx|ts|wxml)$/.test(file))
    expect(spoken.filter((file) => NOT_FOR_RESIDENTS.test(withoutComments(text(file))))).toEqual([])
  })

  it('says who made it and for whom, and nothing of where it was made', () => {
    const told = files.filter((file) => /\.(ts|tsx|md|json|mjs|cjs)$/.test(file) && file !== 'package-lock.json' && file !== 'tests/tidy.test.ts')
    expect(told.filter((file) => /\/work\/|\/root\/|\bassistant\b|registry\.npmjs|claude|chatgpt/i.test(text(file)))).toEqual([])
  })
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}
