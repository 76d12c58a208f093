import { z } from 'zod'
import { FORGERY_KINDS } from './forgeries'
import type { Shelf } from './shelves'

/** The next n occasions, or every one until the fault is taken out. */
const times = z.union([z.int().min(1).max(10_000), z.literal(true)])
const forgery = z.enum(FORGERY_KINDS)

/**
 * Everything that may be made to go wrong, and what it then does. `POST /local/wechat/faults`
 * merges a JSON object of these into what is in force, null takes one out, `{"clear":true}` takes
 * all out first; `GET` shows what is in force and these sentences.
 *
 * Those that begin "at payment" are fixed to a notice when the payer pays: clearing them later does
 * not change notices already on their way. `times` counts down and ends by itself.
 */
export const FAULTS = {
  repeat: { takes: z.int().min(1).max(50), says: 'at payment: each delivery of the notice is made n times' },
  atOnce: { takes: z.boolean(), says: 'at payment: those copies leave together, not one after another' },
  delayMs: { takes: z.int().min(0), says: 'at payment: world time before the first notice' },
  reorder: {
    takes: z.int().min(2).max(50),
    says: 'at payment: notices gather until there are n, then go newest first; after 60 s they go anyway',
  },
  forge: {
    takes: z.union([forgery, z.array(forgery)]),
    says: 'at payment: a forged notice of each kind arrives just before the first real one (forgeries.ts)',
  },
  drop: { takes: times, says: 'at payment: the notice is lost for good, without a retry' },
  amountOff: { takes: z.int(), says: 'at payment: the notice speaks of n fen more than was paid' },
  noticeSays: {
    takes: z.record(z.string(), z.unknown()),
    says: 'at payment: merged into the decrypted notice, e.g. {"payer":{"openid":"another"}}',
  },
  loseDelivery: { takes: times, says: 'a delivery never arrives; the retries go on' },
  noticeAgeSeconds: { takes: z.int().min(0), says: 'notices carry a timestamp this old, rightly signed' },
  headerCase: { takes: z.enum(['mixed', 'lower', 'upper']), says: 'how a notice writes its header names' },
  certificateShare: {
    takes: z.number().min(0).max(1),
    says: 'share of notices signed in certificate mode: 0 none (usual), 1 all, between for a grey release',
  },
  orderTimeout: { takes: times, says: 'the order call does its work, but its answer never comes' },
  queryTimeout: { takes: times, says: 'the same for the query' },
  closeTimeout: { takes: times, says: 'the same for the close' },
  orderError: { takes: times, says: 'the order call does nothing and answers 500 SYSTEM_ERROR' },
  queryError: { takes: times, says: 'the same for the query' },
  closeError: { takes: times, says: 'the same for the close' },
  wrongSignature: { takes: times, says: 'a pay answer carries a signature that does not fit (SIGNTEST)' },
  unsignedAnswer: { takes: times, says: 'a pay answer carries no signature' },
  clockOffSeconds: { takes: z.int(), says: 'the pay host’s clock is n seconds ahead of the world’s' },
  closeRaces: { takes: times, says: 'the payer finishes just before the close: paid, notice, ORDERPAID' },
  tokenExpired: { takes: times, says: 'a call with a token answers 42001, and the token is replaced' },
  tokenInvalid: { takes: times, says: 'the same with 40001' },
  quotaRefusal: { takes: times, says: 'a message is refused with 43101' },
  busy: { takes: times, says: 'a call of api.weixin.qq.com, the token’s apart, answers -1' },
  rateLimit: { takes: times, says: 'the same with 45009' },
  apiTimeout: { takes: times, says: 'such a call does nothing, and its answer never comes' },
  billTimeout: { takes: times, says: 'the call that asks for a trade bill is never answered' },
  billError: { takes: times, says: 'the same call answers 500 SYSTEM_ERROR' },
  billLate: { takes: times, says: 'a trade bill is not ready yet: STATEMENT_CREATING' },
  billHashWrong: { takes: times, says: 'the hash told of a trade bill is another file’s' },
  billTruncated: { takes: times, says: 'a trade bill ends in its middle' },
  billSummaryWrong: { takes: times, says: 'a trade bill’s summary counts one row too many; the hash fits' },
  billLegacy: { takes: z.boolean(), says: 'trade bills have the first years’ header: other names, places and columns' },
  billLacks: { takes: z.string(), says: 'trade bills leave out the payment of this order number' },
  billForeign: { takes: z.string(), says: 'trade bills hold a payment of 1.00 yuan under this number, unknown to the till' },
  billRefund: { takes: z.string(), says: 'trade bills hold a refund of this order, given by hand' },
  billAmountOff: { takes: z.int(), says: 'each payment in a trade bill is n fen more than was paid' },
  hangMs: { takes: z.int().min(1).max(60_000), says: 'real time such a call is held open; usually 6000' },
} as const satisfies Record<string, { takes: z.ZodType; says: string }>

export type FaultName = keyof typeof FAULTS
export type InForce = { [K in FaultName]?: z.output<(typeof FAULTS)[K]['takes']> }
/** The faults that count down. */
export type Countdown = {
  [K in FaultName]: (typeof FAULTS)[K]['takes'] extends typeof times ? K : never
}[FaultName]

export type Faults = {
  current(): InForce
  /** True for each of the n occasions asked for. */
  take(name: Countdown): boolean
  /** Null, or what is wrong with the request in words; then nothing has changed. */
  merge(asked: unknown): string | null
}

const SHELF_KEY = 'in force'

export function createFaults(shelf: Shelf<Record<string, unknown>>): Faults {
  const current = (): InForce => shelf.get(SHELF_KEY) ?? {}
  return {
    current,
    take(name) {
      const { [name]: left, ...others } = current()
      if (left === undefined) return false
      if (left !== true) shelf.put(SHELF_KEY, left > 1 ? { ...others, [name]: left - 1 } : others)
      return true
    },
    merge(asked) {
      if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return 'not a JSON object'
      const { clear, ...changes } = asked as Record<string, unknown>
      if (clear !== undefined && clear !== true) return 'clear takes only true'
      const next: Record<string, unknown> = clear ? {} : { ...current() }
      for (const [name, value] of Object.entries(changes)) {
        if (!isFault(name)) return `${name} is no fault; known are ${Object.keys(FAULTS).join(', ')}`
        const { takes, says }: { takes: z.ZodType; says: string } = FAULTS[name]
        const parsed = takes.safeParse(value)
        if (value === null) delete next[name]
        else if (parsed.success) next[name] = parsed.data
        else return `${name}: ${says} (${parsed.error.issues[0]?.message})`
      }
      shelf.put(SHELF_KEY, next)
      return null
    },
  }
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name)
}
