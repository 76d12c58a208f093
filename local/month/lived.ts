import { type Figures, figuresOf } from './figures'
import { look, type Message } from './look'
import type { Broken, Month } from './month'
import type { Night } from './night'
import { isMessage } from './rules/messages'
import type { Previews } from './staff'

type Counts = Readonly<Record<string, number>>

/** A whole month in figures: all that is printed of it. Nothing here is an id, an instant or a time taken. */
export type Lived = {
  readonly seed: number
  readonly town: string
  readonly period: string
  readonly accounts: number
  readonly homes: number
  readonly money: Figures & { readonly outstanding: number }
  readonly orders: { readonly paid: number; readonly closed: number; readonly underReview: number }
  /** A message cut off by a crash may have arrived: sent or not is one figure. */
  readonly messages: { readonly sent: Counts; readonly notSent: Counts; readonly notReminded: Counts; readonly accepts: Counts }
  readonly calls: number
  readonly plans: Counts
  readonly tasks: Counts
  readonly differences: Counts
  readonly broken: readonly Broken[]
  readonly kills: number
}

export async function livedMonth({ month, previews }: { month: Month; previews: Previews }, night: Night, broken: readonly Broken[], kills: number): Promise<Lived> {
  const { town, seed, cloud } = month
  const waiting = await look(cloud, 'messages', { state: 'queued' })
  const messages = [...night.messages.values(), ...waiting]
  const outstanding = night.accounts.reduce((sum, account) => sum + account.outstanding, 0)
  return {
    seed, town: town.name, period: night.day.slice(0, 7), accounts: night.accounts.length, homes: town.homes.length,
    money: { ...figuresOf(night), outstanding },
    orders: {
      paid: night.orders.filter(({ state }) => state === 'paid').length,
      closed: night.orders.filter(({ state }) => state === 'closed').length,
      underReview: night.orders.filter(({ review }) => review !== null).length,
    },
    messages: {
      sent: count(messages.filter(isMessage).filter(wasSent), ({ purpose }) => purpose),
      notSent: count(messages.filter((message) => !wasSent(message) && !isCall(message)), ({ purpose, state, why }) => `${purpose} ${state} ${why ?? ''}`.trim()),
      notReminded: sorted(previews),
      accepts: totals(night),
    },
    calls: messages.filter(isCall).length,
    plans: count([...month.memory.plans], () => 'agreed'),
    tasks: count(night.tasks, ({ kind, state }) => `${kind} ${state}`),
    differences: count(night.differences, ({ kind, state }) => `${kind} ${state}`),
    broken, kills,
  }
}

function wasSent({ state, why, channel }: Message): boolean {
  return channel === 'wechat' && (state === 'sent' || why === 'FATE_UNKNOWN')
}
/** A call asked for by a run, or what WeChat could not deliver and a person must. */
function isCall({ channel, state }: Message): boolean {
  return channel === 'call_task' || state === 'fallback'
}

function totals({ consents }: Night): Counts {
  const sum = (field: 'accepted' | 'quota' | 'used' | 'voided') => consents.reduce((total, consent) => total + consent[field], 0)
  return { given: sum('accepted'), free: sum('quota'), used: sum('used'), void: sum('voided') }
}

function count<T>(list: readonly T[], nameOf: (one: T) => string): Counts {
  const found = new Map<string, number>()
  for (const one of list) found.set(nameOf(one), (found.get(nameOf(one)) ?? 0) + 1)
  return sorted(found)
}
function sorted(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
