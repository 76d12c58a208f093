import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const src = join(__dirname, '..', '..', 'src')
const tokens = readFileSync(join(src, 'tokens.css'), 'utf8')

const CONTRAST_MIN = 4.5 // WCAG 2.1, 1.4.3 for text
const READ_AS_TEXT_RPX_MIN = 28
const TOUCH_RPX_MIN = 88

function token(name: string): string {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(tokens)?.[1]
  if (!value) throw new Error(`tokens.css has no --${name}`)
  return value
}

/** WCAG's relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(token(one)), luminance(token(other))].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : [path]
  })
}

describe('what everybody can read', () => {
  it.each([
    ['ink', 'paper'], ['ink', 'card'], ['ink-second', 'paper'], ['ink-second', 'card'], ['card', 'ink'],
    ['on-brand', 'brand'], ['on-brand', 'brand-pressed'], ['brand', 'card'], ['brand', 'paper'],
    ['paid', 'paid-soft'], ['paid', 'card'], ['notice', 'notice-soft'],
    ['alarm', 'alarm-soft'], ['alarm', 'paper'],
  ])('%s on %s', (words, ground) => {
    expect(contrast(words, ground)).toBeGreaterThanOrEqual(CONTRAST_MIN)
  })

  it('text is not small and what is tapped is not tiny', () => {
    const size = (name: string) => Number(/(\d+)rpx/.exec(token(name))?.[1])
    for (const name of ['text-note', 'text-body', 'text-lead', 'text-title']) {
      expect(size(name)).toBeGreaterThanOrEqual(READ_AS_TEXT_RPX_MIN)
    }
    expect(size('touch')).toBeGreaterThanOrEqual(TOUCH_RPX_MIN)
  })
})

describe('larger type', () => {
  const sheets = sources(src).filter((path) => /\.(css|wxss)$/.test(path) && !/tokens\.css$|app\.css$/.test(path))
  const said = (pattern: RegExp) => sheets.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(pattern)].map((match) => match[0]))

  it('reaches every word: each size is a token, grows with the factor, or follows the words it stands in', () => {
    const sizes = said(/font-size:[^;]+;/g)
    expect(sizes.length).toBeGreaterThan(30)
    // The one drawing that is sized like a letter is no word.
    expect(sizes.filter((size) => !/var\(--text-|var\(--type-factor\)|: [\d.]+em;/.test(size))).toEqual(['font-size: 56rpx;'])
  })

  it('cuts nothing: what does not fit goes on below', () => {
    expect(said(/text-overflow|line-clamp/g)).toEqual([])
  })
})

it('every colour and distance that a style sheet asks for exists', () => {
  const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map((match) => match[1]))
  const unknown = sources(src)
    .filter((path) => /\.(css|wxss)$/.test(path))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]))
    .filter((name) => !known.has(name))
  expect(unknown).toEqual([])
})
