import { randomBytes } from 'node:crypto'
import { type ApiAnswer, apiError } from './apiAnswers'
import type { Keys } from './keys'
import type { Clock } from './model'
import type { Shelf } from './shelves'
import { dayDigits } from './worldTime'

const LIFE_MS = 7_200_000
/** Within this of its end a token is renewed, and the old one goes on for as long again. */
const HANDOVER_MS = 300_000
const FORCE_APART_MS = 30_000
const FORCE_PER_DAY = 20
/** An expired token is known to have expired for this long; after that it is merely invalid. */
const REMEMBERED_MS = 24 * 3_600_000

type Token = { readonly token: string; readonly expiresAtMs: number; readonly dead: boolean }
type Forced = { readonly day: string; readonly count: number; readonly lastAtMs: number }
/** `issued`: oldest first. */
export type TokenState = { readonly issued: readonly Token[]; readonly forced: Forced }

type Means = { shelf: Shelf<TokenState>; keys: Keys; clock: Clock }

export type Tokens = ReturnType<typeof createTokens>

/** POST /cgi-bin/stable_token. Source: developers.weixin.qq.com, getStableAccessToken */
export function createTokens(means: Means) {
  return {
    issue(body: unknown): ApiAnswer {
      if (typeof body !== 'object' || body === null) return apiError(47001)
      const { grant_type, appid, secret, force_refresh: forced = false } = body as Record<string, unknown>
      if (grant_type !== 'client_credential') return apiError(40002)
      if (!appid) return apiError(41002)
      if (appid !== means.keys.appid) return apiError(40013)
      if (!secret) return apiError(41004)
      if (secret !== means.keys.secret) return apiError(40125)
      if (typeof forced !== 'boolean') return apiError(47001)
      return forced ? force(means) : current(means)
    },

    /** Null when the token opens the door. */
    problemWith(token: string | null): ApiAnswer | null {
      if (!token) return apiError(41001)
      if (!/^[\w-]{100,512}$/.test(token)) return apiError(40014)
      const known = stateOf(means).issued.find((issued) => issued.token === token)
      if (!known || known.dead) return apiError(40001)
      return means.clock.nowMs() >= known.expiresAtMs ? apiError(42001) : null
    },

    /** Takes the token in use away, so that whoever holds it must fetch again. */
    revoke: () => void renew(means, 'dies'),
  }
}

function stateOf({ shelf }: Means): TokenState {
  return shelf.get('state') ?? { issued: [], forced: { day: '', count: 0, lastAtMs: 0 } }
}

function current(means: Means): ApiAnswer {
  const latest = stateOf(means).issued.at(-1)
  const leftMs = latest && !latest.dead ? latest.expiresAtMs - means.clock.nowMs() : 0
  if (!latest || leftMs <= HANDOVER_MS) return renew(means, 'lives on')
  return { access_token: latest.token, expires_in: Math.floor(leftMs / 1000) }
}

/** Too soon after the last one it changes nothing and gives the token in use. */
function force(means: Means): ApiAnswer {
  const { forced } = stateOf(means)
  const nowMs = means.clock.nowMs()
  const day = dayDigits(nowMs)
  const count = forced.day === day ? forced.count : 0
  if (count >= FORCE_PER_DAY) return apiError(45009)
  if (nowMs - forced.lastAtMs < FORCE_APART_MS) return current(means)
  return renew(means, 'dies', { day, count: count + 1, lastAtMs: nowMs })
}

function renew(means: Means, old: 'lives on' | 'dies', forced = stateOf(means).forced): ApiAnswer {
  const nowMs = means.clock.nowMs()
  const kept = stateOf(means)
    .issued.filter((token) => nowMs - token.expiresAtMs < REMEMBERED_MS)
    .map((token) => (old === 'dies' ? { ...token, dead: true } : extended(token, nowMs)))
  const token = randomBytes(102).toString('base64url')
  const fresh: Token = { token, expiresAtMs: nowMs + LIFE_MS, dead: false }
  means.shelf.put('state', { issued: [...kept, fresh], forced })
  return { access_token: token, expires_in: LIFE_MS / 1000 }
}

function extended(token: Token, nowMs: number): Token {
  if (token.dead || token.expiresAtMs <= nowMs) return token
  return { ...token, expiresAtMs: Math.max(token.expiresAtMs, nowMs + HANDOVER_MS) }
}
