import type { Lot } from './lots'

/** What goes wrong with WeChat for a while: faults of local/wechat/faults.ts that hold until they are cleared. */
export type Weather = { readonly name: string; readonly faults: Readonly<Record<string, unknown>> }
type Odds = Weather & { readonly weight: number }

/** Real milliseconds an unanswered call of the simulated WeChat is held open: nobody here waits for the usual six seconds. */
const HANG = { hangMs: 20 }
const MINUTE_MS = 60_000

/**
 * While people pay. Nothing here counts down to a certain call but the lost deliveries, whose
 * notices are repeated anyway: a call repeated after a crash must meet the weather of the first.
 */
const PAYING: readonly Odds[] = [
  { weight: 8, name: 'calm', faults: {} },
  { weight: 3, name: 'notices repeated', faults: { repeat: 3 } },
  { weight: 3, name: 'copies at one instant', faults: { repeat: 4, atOnce: true } },
  { weight: 3, name: 'notices after a minute', faults: { delayMs: MINUTE_MS } },
  { weight: 2, name: 'notices after an hour', faults: { delayMs: 61 * MINUTE_MS } },
  { weight: 3, name: 'notices lost', faults: { drop: true } },
  { weight: 2, name: 'first deliveries lost', faults: { loseDelivery: 4 } },
  { weight: 3, name: 'notices newest first', faults: { reorder: 3 } },
  { weight: 2, name: 'forged notices before true ones', faults: { forge: ['bad_signature', 'no_headers', 'parsed_content', 'wrong_key'] } },
  { weight: 2, name: 'certificates changing', faults: { certificateShare: 0.5, headerCase: 'lower' } },
  { weight: 1, name: 'notices too old', faults: { noticeAgeSeconds: 400 } },
  { weight: 2, name: 'notices lost and no queries', faults: { drop: true, queryError: true } },
  { weight: 1, name: 'queries unanswered', faults: { queryTimeout: true, ...HANG } },
  { weight: 1, name: 'order calls unanswered', faults: { orderTimeout: true, ...HANG } },
  { weight: 1, name: 'order calls refused', faults: { orderError: true } },
  { weight: 1, name: 'answers wrongly signed', faults: { wrongSignature: true } },
  { weight: 1, name: 'answers unsigned', faults: { unsignedAnswer: true } },
]

/** While reminders go out. All of one sweep meet the same, so no order of theirs can show in a figure. */
const SENDING: readonly Odds[] = [
  { weight: 8, name: 'calm', faults: {} },
  { weight: 2, name: 'busy', faults: { busy: true } },
  { weight: 1, name: 'too many calls', faults: { rateLimit: true } },
  { weight: 1, name: 'messages unanswered', faults: { apiTimeout: true, ...HANG } },
  { weight: 2, name: 'token expired', faults: { tokenExpired: 1 } },
  { weight: 1, name: 'token invalid', faults: { tokenInvalid: 1 } },
]

/** When unpaid orders are asked about for the first time. */
const ASKING: readonly Odds[] = [
  { weight: 6, name: 'calm', faults: {} },
  { weight: 1, name: 'queries refused', faults: { queryError: true } },
  { weight: 1, name: 'answers wrongly signed', faults: { wrongSignature: true } },
]

/** When yesterday's bill is fetched; the next hour finds it as it should be. */
const RECONCILING: readonly Odds[] = [
  { weight: 12, name: 'calm', faults: {} },
  { weight: 1, name: 'bill late', faults: { billLate: true } },
  { weight: 1, name: 'bill refused', faults: { billError: true } },
  { weight: 1, name: 'bill unanswered', faults: { billTimeout: true, ...HANG } },
  { weight: 1, name: 'bill of another hash', faults: { billHashWrong: true } },
  { weight: 1, name: 'bill cut off', faults: { billTruncated: true } },
  { weight: 1, name: 'bill with a wrong summary', faults: { billSummaryWrong: true } },
]

export const reconcilingWeather = (lot: Lot): Weather => lot.weighted(RECONCILING)
export const payingWeather = (lot: Lot): Weather => lot.weighted(PAYING)
export const sendingWeather = (lot: Lot): Weather => lot.weighted(SENDING)
export const askingWeather = (lot: Lot): Weather => lot.weighted(ASKING)
