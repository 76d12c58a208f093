import type { Day } from '@contract/calendar'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import type { Account, ForecastPart, Reached } from '@core/store/records'
import { type Reach, recipientOf } from './recipient'

/**
 * The reach forecast (rules §9): before each due day, the accounts that nothing can reach. It asks
 * what could be sent at all, not what a day's caps still allow: those are free again by then.
 */
export const FORECAST_DAYS = 14
export type ReachKind = 'wechat' | 'phone' | 'none'

/** From today to the last due day that is looked at, both included. */
export function forecastDays(today: Day): { readonly gte: Day; readonly lte: Day } {
  return { gte: today, lte: addDays(today, FORECAST_DAYS) }
}

type Facts = Pick<Account, 'phones' | 'reminded'>
type Person = Pick<Reach, 'binding' | 'consent'>

export function reachKind({ phones, reminded }: Facts, people: readonly Person[], today: Day): ReachKind {
  // Whoever asked not to be contacted is reached by a letter alone (law), which is no reminder.
  if (reminded.doNotContact) return 'none'
  if ('openid' in recipient(people, today)) return 'wechat'
  return phones.length > 0 ? 'phone' : 'none'
}

/** Why nothing reaches the account, and what would change that. */
export function sayUnreached({ reminded }: Facts, people: readonly Person[], today: Day): { readonly says: string; readonly next: string } {
  if (reminded.doNotContact) return { says: '对方要求不再提醒', next: '只能寄送信函，或等对方来询问' }
  const found = recipient(people, today)
  return 'none' in found && found.none === 'NOT_BOUND'
    ? { says: '没有能提醒的人绑定微信，也没有登记电话', next: '邀请绑定，或补登电话' }
    : { says: '已绑定微信但没有可用的提醒次数，也没有登记电话', next: '请对方点“到期前提醒我”，或补登电话' }
}

function recipient(people: readonly Person[], today: Day) {
  const free = people.map(({ binding, consent }) => ({ binding, consent: consent && { ...consent, lastOn: null }, contacts: [] }))
  return recipientOf(free, today)
}

/** What the account owes on each coming due day. */
export function comingDue({ open }: Pick<Account, 'open'>, today: Day): readonly { readonly dueOn: Day; readonly amount: Fen }[] {
  const { gte, lte } = forecastDays(today)
  const byDay = new Map<Day, Fen[]>()
  for (const { dueOn, outstanding } of open) {
    if (dueOn >= gte && dueOn <= lte) byDay.set(dueOn, [...(byDay.get(dueOn) ?? []), outstanding])
  }
  return [...byDay].map(([dueOn, amounts]) => ({ dueOn, amount: sumFen(amounts) })).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
}

const NOBODY: Reached = { accounts: 0, amount: ZERO }
const KINDS = ['wechat', 'phone', 'none'] as const satisfies readonly ReachKind[]

/** The parts with one account more. */
export function countIn(
  parts: readonly ForecastPart[], building: string, due: { readonly dueOn: Day; readonly amount: Fen }, kind: ReachKind,
): readonly ForecastPart[] {
  const isIts = (part: ForecastPart) => part.dueOn === due.dueOn && part.building === building
  const part = parts.find(isIts) ?? { dueOn: due.dueOn, building, wechat: NOBODY, phone: NOBODY, none: NOBODY }
  const more = { ...part, [kind]: add(part[kind], { accounts: 1, amount: due.amount }) }
  return [...parts.filter((one) => !isIts(one)), more]
}

/** In one order, whatever the order of the walk, so that an unchanged day reads the same. */
export function sorted(parts: readonly ForecastPart[]): readonly ForecastPart[] {
  return [...parts].sort((a, b) => (`${a.dueOn} ${a.building}` < `${b.dueOn} ${b.building}` ? -1 : 1))
}

export type DayForecast = { readonly dueOn: Day; readonly accounts: number; readonly amount: Fen } & Readonly<Record<ReachKind, Reached>>

/** One due day as a person sees it: the whole is the sum of its three parts, and of nothing else (F47). */
export function dayOfParts(dueOn: Day, parts: readonly ForecastPart[]): DayForecast {
  const [wechat = NOBODY, phone = NOBODY, none = NOBODY] = KINDS.map((kind) => parts.map((part) => part[kind]).reduce(add, NOBODY))
  const { accounts, amount } = [wechat, phone, none].reduce(add, NOBODY)
  return { dueOn, accounts, amount, wechat, phone, none }
}

function add(a: Reached, b: Reached): Reached {
  return { accounts: a.accounts + b.accounts, amount: fen(a.amount + b.amount) }
}
