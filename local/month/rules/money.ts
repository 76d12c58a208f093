import { figuresOf } from '../figures'
import type { Night } from '../night'
import type { Rule } from './index'

/** Every fen that WeChat holds for us is in our books, and nothing else is. */
export const wechatEqualsCash: Rule = ({ wechat, entries }) => {
  const held = wechat.paid.reduce((sum, { total }) => sum + total, 0)
  const booked = figuresOf({ entries }).collected
  return held === booked ? [] : [`WeChat holds ${held}, the books say ${booked}`]
}

/** What was owed at the start, plus what was billed, less what was paid, is what is owed now. */
export const identity: Rule = ({ entries, accounts }) => {
  const { owedAtStart, billed, prepaidUsed, placed, adjusted } = figuresOf({ entries })
  const owed = accounts.reduce((sum, { outstanding }) => sum + outstanding, 0)
  const expected = owedAtStart + billed - prepaidUsed - placed + adjusted
  return owed === expected ? [] : [`${owedAtStart} + ${billed} - ${prepaidUsed} - ${placed} + ${adjusted} is ${expected}, but ${owed} is owed`]
}

export const collectedIsPlacedOrWaits: Rule = ({ entries }) => {
  const { collected, placed, surplus } = figuresOf({ entries })
  return collected === placed + surplus ? [] : [`collected ${collected}, placed ${placed}, waiting ${surplus}`]
}

/** What every account has prepaid is what the books owe for it. */
export const prepaidIsBooked: Rule = ({ entries, accounts }) => {
  const { prepaidLeft } = figuresOf({ entries })
  const held = accounts.flatMap(({ prepaid }) => prepaid).reduce((sum, { amount }) => sum + amount, 0)
  return held === prepaidLeft ? [] : [`accounts hold ${held} prepaid, the books say ${prepaidLeft}`]
}

/** Money that fits no bill waits for a person, and the person is told. */
export const surplusHasTask: Rule = ({ orders, entries, tasks }) => {
  const told = new Set(tasks.map(({ _id }) => _id))
  const waiting = entries.filter(({ postings }) => postings.some(({ account }) => account === 'liability:unplaced'))
  const untold = waiting.filter(({ _id, kind }) => kind === 'payment' && !told.has(_id.replace(/^pay:/, 'surplus:')))
  const unmarked = orders.filter(({ surplus, transactionId }) => surplus > 0 && !told.has(`surplus:${transactionId}`))
  return [...untold.map(({ accountId }) => `a surplus of ${accountId} has no task`), ...unmarked.map(({ accountId }) => `an order of ${accountId} has a surplus without a task`)]
}

/** By night every order of the day is over: paid, closed, or held for a person; and what is paid has its number. */
export const nothingHangs: Rule = ({ orders, accounts }) => [
  ...orders.filter(({ state, review }) => state === 'awaiting_payer' && review === null).map(({ accountId }) => `an order of ${accountId} still waits for its payer`),
  ...orders.filter(({ state, receiptNo }) => state === 'paid' && receiptNo === null).map(({ accountId }) => `a payment of ${accountId} has no receipt number`),
  ...accounts.flatMap(({ openOrders, label }) => openOrders.filter(({ under }) => under !== 'review').map(() => `${label} still has an open order`)),
]

/** Each payment WeChat holds is one order of ours, for the same sum, paid or held for a person. */
export const paidOnce: Rule = (night) => night.wechat.paid.flatMap((paid) => problemOf(paid, night))

function problemOf({ outTradeNo, total }: Night['wechat']['paid'][number], { orders }: Night): readonly string[] {
  const order = orders.find(({ _id }) => _id === outTradeNo)
  if (!order) return ['WeChat holds money for an order that we do not know']
  if (order.amount !== total) return [`an order of ${order.accountId} is for ${order.amount}, and ${total} was paid`]
  return order.state === 'paid' || order.review !== null ? [] : [`WeChat has the money of ${order.accountId}, and the order is ${order.state}`]
}
