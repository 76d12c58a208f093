import { daysBefore } from '../days'
import type { Rule } from './index'

/** By night yesterday is held against WeChat's bill, and so is every day before it that had an order. */
export const daysAreReconciled: Rule = ({ day, orders, reconciliations }) => {
  const first = orders.map(({ createdAt }) => createdAt.slice(0, 10)).sort()[0]
  const late = reconciliations.filter(({ state }) => state !== 'done').map((one) => `${one.day} is ${one.state}`)
  const last = reconciliations.map((one) => one.day).sort().at(-1) ?? ''
  const yesterday = daysBefore(day, 1)
  return first !== undefined && first <= yesterday && last < yesterday ? [...late, `${yesterday} was never looked at`] : late
}

/** In this month only one thing may differ from WeChat's bill: a payment that waits for a person, and it is told. */
export const differencesAreKnown: Rule = ({ differences, orders, tasks }) => {
  const waiting = new Set(orders.filter(({ review }) => review !== null).map(({ _id }) => _id))
  const told = new Set(tasks.map(({ _id }) => _id))
  return differences.flatMap(({ _id, kind, state, outTradeNo, accountId }) => [
    ...(kind === 'state' && waiting.has(outTradeNo) ? [] : [`a difference of ${accountId}: ${kind}`]),
    ...(state === 'open' && !told.has(`recon:${_id}`) ? [`a difference of ${accountId} has no task`] : []),
  ])
}
