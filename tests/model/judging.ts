import { type Fen, sumFen } from '@contract/money'
import { auditAccount, auditReceipts } from '@core/domain/paying/booksRules'
import { all, type Memory, shelfOf } from './memoryStore'
import { takenByWechat, type Town } from './town'

/** What must hold after every step: the books of each account that the step has written. */
export function faultsNow({ memory }: Town, since: number): readonly string[] {
  return [...shelfOf(memory, 'accounts')]
    .filter(([, kept]) => (kept.at(-1)?.since ?? 0) > since)
    .flatMap(([accountId]) => faultsOf(memory, accountId))
}

function faultsOf(memory: Memory, accountId: string): readonly string[] {
  const mine = <T extends { readonly accountId: string | null }>(docs: readonly T[]) => docs.filter((doc) => doc.accountId === accountId)
  const account = all(memory, 'accounts').find(({ _id }) => _id === accountId)
  if (!account) return [`${accountId} is gone`]
  const idsOf = (isVoid: boolean) => new Set(mine(all(memory, 'bills')).filter((bill) => bill.void === isVoid).map(({ _id }) => _id))
  const facts = {
    account, billIds: idsOf(false), voidIds: idsOf(true), entries: mine(
      all(memory, 'entries'),
    ), orders: mine(all(memory, 'orders')), plans: mine(all(memory, 'plans')),
  }
  return auditAccount(facts).map(({ rule, says }) => `${rule}: ${says}`)
}

/** What must hold when everything has been heard and looked into: no fen made or lost, and whatever fits nothing waits for a person. */
export function faultsAtRest(town: Town): readonly string[] {
  const { memory, pay } = town
  const entries = all(memory, 'entries')
  const cash = sumFen(entries.flatMap(({ postings }) => postings.filter((one) => one.account.startsWith('cash:')).map(({ amount }) => amount)))
  const taken = takenByWechat(town)
  const booked = new Set(entries.map(({ _id }) => _id))
  const told = new Set(all(memory, 'tasks').map(({ _id }) => _id))
  const facts = [...pay.orders.values()].flatMap(({ fact }) => fact ?? [])
  const unplaced = (id: string): Fen => {
    const postings = entries.find(({ _id }) => _id === id)?.postings ?? []
    return sumFen(postings.filter((one) => one.account === 'liability:unplaced').map(({ amount }) => amount))
  }
  return [
    ...faultsNow(town, -1),
    ...(cash === taken ? [] : [`WeChat has ${taken}, the books have ${cash}`]),
    ...facts.filter((fact) => !booked.has(`pay:${fact.transactionId}`)).map((fact) => `${fact.outTradeNo} is paid and not booked`),
    ...facts.filter((fact) => unplaced(`pay:${fact.transactionId}`) !== 0 && !told.has(`surplus:${fact.transactionId}`))
      .map((fact) => `${fact.outTradeNo} has a surplus that nobody was told of`),
    ...all(memory, 'accounts').filter(({ openOrders }) => openOrders.some(({ under }) => under === 'payment')).map(({ _id }) => `${_id} waits for ever`),
    ...all(memory, 'orders').filter(({ state, receiptNo }) => state === 'paid' && receiptNo === null).map(({ _id }) => `${_id} has no receipt number`),
    ...receiptFaults(memory),
  ]
}

function receiptFaults(memory: Memory): readonly string[] {
  const byPayee = new Map<string, { _id: string; seq: number; receiptNo: string }[]>()
  for (const receipt of all(memory, 'receipts')) byPayee.set(receipt.payeeId, [...(byPayee.get(receipt.payeeId) ?? []), receipt])
  return [...byPayee.values()].flatMap((receipts) => auditReceipts([...receipts].sort((a, b) => a.seq - b.seq)).map(({ says }) => says))
}
