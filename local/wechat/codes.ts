import { randomBytes } from 'node:crypto'
import type { Clock, Code } from './model'
import type { Shelf } from './shelves'

const CODE_LIFE_MS = 5 * 60_000

export type Codes = ReturnType<typeof createCodes>

/** The codes that a phone hands to the mini-program, for its server to trade in. */
export function createCodes({ shelf, clock }: { shelf: Shelf<Code>; clock: Clock }) {
  return {
    issue(openid: string, kind: Code['kind']): string {
      const code = randomBytes(32).toString('hex')
      shelf.put(code, { openid, kind, atMs: clock.nowMs(), used: false })
      return code
    },
    /** A code opens once, within five minutes, and only the door it was made for. */
    redeem(text: unknown, kind: Code['kind']): { openid: string } | 'unknown' | 'used' {
      const code = typeof text === 'string' ? shelf.get(text) : undefined
      if (typeof text !== 'string' || code?.kind !== kind) return 'unknown'
      if (clock.nowMs() - code.atMs > CODE_LIFE_MS) return 'unknown'
      if (code.used) return 'used'
      shelf.put(text, { ...code, used: true })
      return { openid: code.openid }
    },
  }
}
