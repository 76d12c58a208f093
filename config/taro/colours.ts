import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const tokens = readFileSync(join(__dirname, '..', '..', 'src', 'tokens.css'), 'utf8')

/**
 * A colour by its name in src/tokens.css, for the few that WeChat wants in app.json (the bars it
 * draws itself). So no other file names a colour. Throws when tokens.css has none of that name.
 */
export function colour(name: string): string {
  const found = new RegExp(`--${name}:\\s*(#[0-9A-Fa-f]{6})`).exec(tokens)?.[1]
  if (!found) throw new Error(`src/tokens.css names no colour --${name}`)
  return found
}
