import type { LocalCloud } from '../cloud'

/** The records as the rules read them: only the fields that a rule or a figure needs. */
export type Posting = { readonly account: string; readonly amount: number; readonly billId?: string }
export type Entry = {
  readonly _id: string; readonly accountId: string | null; readonly kind: string; readonly at: string; readonly day: string
  readonly postings: readonly Posting[]
}
export type Account = {
  readonly _id: string; readonly label: string; readonly outstanding: number
  readonly open: readonly { readonly billId: string; readonly outstanding: number }[]
  readonly prepaid: readonly { readonly amount: number }[]
  readonly openOrders: readonly { readonly outTradeNo: string; readonly under: string }[]
}
export type Order = {
  readonly _id: string; readonly accountId: string; readonly openid: string; readonly amount: number; readonly state: string
  readonly surplus: number; readonly review: string | null; readonly transactionId: string | null; readonly paidAt: string | null
  readonly lines: readonly { readonly billId: string; readonly amount: number }[]
  readonly receiptNo: string | null; readonly createdAt: string
}
export type Message = {
  readonly _id: string; readonly accountId: string; readonly openid: string | null; readonly channel: string; readonly purpose: string
  readonly templateKey: string; readonly state: string; readonly why: string | null; readonly endedAt: string | null
}
export type Consent = {
  readonly _id: string; readonly openid: string; readonly templateKey: string
  readonly quota: number; readonly accepted: number; readonly used: number; readonly voided: number; readonly held: readonly string[]
}
export type Contact = {
  readonly _id: string; readonly accountId: string; readonly openid: string | null; readonly channel: string; readonly day: string; readonly at: string
}
export type Task = { readonly _id: string; readonly accountId: string | null; readonly kind: string; readonly state: string; readonly says: string }

export type Difference = { readonly _id: string; readonly accountId: string | null; readonly kind: string; readonly state: string; readonly outTradeNo: string }

type Collections = {
  entries: Entry; accounts: Account; orders: Order; messages: Message; consents: Consent; contacts: Contact; tasks: Task
  differences: Difference
  reconciliations: { readonly _id: string; readonly day: string; readonly state: string }
  billing_runs: { readonly _id: string; readonly state: string; readonly published: number; readonly count: number }
  dunning_runs: { readonly _id: string; readonly state: string }
  bindings: { readonly _id: string; readonly openid: string; readonly accountId: string; readonly state: string }
}

const LIMIT = 1000

/** Straight from the database, past the functions: what is checked must not be asked of the checked. */
export async function look<C extends keyof Collections>(cloud: LocalCloud, collection: C, query: object = {}): Promise<readonly Collections[C][]> {
  const where = encodeURIComponent(JSON.stringify(query))
  const answer = await fetch(`${cloud.database.url()}/db/${collection}?query=${where}&limit=${LIMIT}`)
  const { list } = (await answer.json()) as { list: Collections[C][] }
  // A list cut off in silence would prove nothing of the rest.
  if (list.length >= LIMIT) throw new Error(`month: ${collection} ${JSON.stringify(query)} has ${LIMIT} records or more: ask for fewer`)
  return list
}
