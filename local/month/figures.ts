import type { Entry, Posting } from './look'

export type Figures = {
  readonly owedAtStart: number
  readonly prepaidAtStart: number
  readonly billed: number
  readonly prepaidUsed: number
  readonly prepaidLeft: number
  readonly collected: number
  readonly payments: number
  readonly placed: number
  readonly surplus: number
  /** What entries of any other kind did to what is owed: waived, added, reversed. */
  readonly adjusted: number
}

/** The month's money, from the entries alone: debits are positive, credits negative. */
export function figuresOf({ entries }: { readonly entries: readonly Entry[] }): Figures {
  const of = (...kinds: string[]) => entries.filter(({ kind }) => kinds.includes(kind)).flatMap(({ postings }) => postings)
  const all = entries.flatMap(({ postings }) => postings)
  const [opening, charge, payment] = [of('opening'), of('charge'), of('payment')]
  const owedAtStart = sum(opening, 'receivable')
  const billed = -sum(charge, 'income:')
  const prepaidUsed = sum(charge, 'liability:prepaid:')
  const placed = -sum(payment, 'receivable')
  return {
    owedAtStart, billed, prepaidUsed, placed,
    prepaidAtStart: -sum(opening, 'liability:prepaid:'),
    prepaidLeft: -sum(all, 'liability:prepaid:'),
    collected: sum(all, 'cash:wechat:'),
    payments: entries.filter(({ kind }) => kind === 'payment').length,
    surplus: -sum(all, 'liability:unplaced'),
    adjusted: sum(all, 'receivable') - (owedAtStart + billed - prepaidUsed - placed),
  }
}

function sum(postings: readonly Posting[], account: string): number {
  return postings.filter((posting) => posting.account.startsWith(account)).reduce((total, { amount }) => total + amount, 0)
}
