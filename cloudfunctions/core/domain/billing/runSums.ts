import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { isBankrupt } from '@core/domain/collecting/holds'
import type { Account } from '@core/store/records'
import type { Draft, Skip, SkipCode } from './drafts'
import { usable, usePrepaid } from './run'

/** Rows of reasons that a person can read; the counts go on beyond. */
const SKIPS_SHOWN = 500
const ROWS_SHOWN = 20
/** A bill this many times its tariff's usual one is shown to the person who publishes. */
const OUTLIER_TIMES = 3

export type ItemSum = { readonly count: number; readonly total: Fen }
export type Outlier = { readonly premisesId: string; readonly label: string; readonly amount: Fen; readonly says: string }
export type Moved = { readonly premisesId: string; readonly label: string; readonly item: string; readonly amount: Fen; readonly last: Fen }

/** What a run comes to, as far as it was walked: all that a person looks at before publishing. */
export type RunSums = {
  readonly homes: number
  readonly count: number
  readonly total: Fen
  readonly prepaidUsed: Fen
  readonly items: Readonly<Record<string, ItemSum>>
  readonly skipped: Readonly<Partial<Record<SkipCode, number>>>
  readonly skips: readonly Skip[]
  readonly outliers: readonly Outlier[]
  /** Homes whose amount differs most from the period before. */
  readonly moved: readonly Moved[]
}
export const NO_SUMS: RunSums = {
  homes: 0, count: 0, total: ZERO, prepaidUsed: ZERO, items: {}, skipped: {}, skips: [], outliers: [], moved: [],
}

export type RunPageFacts = {
  readonly drafts: readonly Draft[]
  readonly skips: readonly Skip[]
  readonly homes: number
  readonly labels: ReadonlyMap<string, string>
  readonly accounts: readonly Account[]
  /** What the period before came to, by premises and item. */
  readonly last: ReadonlyMap<string, Fen>
}

export function lastKeyOf({ premisesId, item }: Pick<Draft, 'premisesId' | 'item'>): string {
  return `${premisesId} ${item}`
}

export function withPage(sums: RunSums, page: RunPageFacts): RunSums {
  const { drafts, skips } = page
  const skipped: Partial<Record<SkipCode, number>> = { ...sums.skipped }
  for (const { code } of skips) skipped[code] = (skipped[code] ?? 0) + 1
  return {
    homes: sums.homes + page.homes,
    count: sums.count + drafts.length,
    total: sumFen([sums.total, ...drafts.map(({ amount }) => amount)]),
    prepaidUsed: sumFen([sums.prepaidUsed, prepaidFor(drafts, page.accounts)]),
    items: withItems(sums.items, drafts),
    skipped,
    skips: [...sums.skips, ...skips.slice(0, SKIPS_SHOWN - sums.skips.length)],
    outliers: [...sums.outliers, ...outliersOf(page).slice(0, ROWS_SHOWN - sums.outliers.length)],
    moved: [...sums.moved, ...movedOf(page)].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, ROWS_SHOWN),
  }
}

function withItems(items: RunSums['items'], drafts: readonly Draft[]): RunSums['items'] {
  const sums: Record<string, ItemSum> = { ...items }
  for (const { item, amount } of drafts) {
    const known = sums[item]
    sums[item] = { count: (known?.count ?? 0) + 1, total: fen((known?.total ?? 0) + amount) }
  }
  return sums
}

function prepaidFor(drafts: readonly Draft[], accounts: readonly Account[]): Fen {
  const left = new Map<string, Account['prepaid']>(accounts.map((account) => [account._id, isBankrupt(account) ? [] : account.prepaid]))
  let total = 0
  for (const draft of drafts) {
    const used = usable(left.get(draft.accountId) ?? [], draft)
    left.set(draft.accountId, usePrepaid(left.get(draft.accountId) ?? [], draft, used))
    total += used
  }
  return fen(total)
}

function outliersOf({ drafts, labels }: RunPageFacts): readonly Outlier[] {
  const byTariff = new Map<string, Fen[]>()
  for (const { tariff, amount } of drafts) {
    const known = byTariff.get(tariff?.tariffId ?? '')
    if (known) known.push(amount)
    else byTariff.set(tariff?.tariffId ?? '', [amount])
  }
  for (const amounts of byTariff.values()) amounts.sort((a, b) => a - b)
  return drafts.flatMap(({ premisesId, tariff, amount }) => {
    const amounts = byTariff.get(tariff?.tariffId ?? '') ?? []
    const usual = amounts[Math.floor(amounts.length / 2)] ?? amount
    if (amount <= usual * OUTLIER_TIMES) return []
    return [{ premisesId, label: labels.get(premisesId) ?? premisesId, amount, says: `是同标准常见金额的 ${Math.floor(amount / usual)} 倍，请核对` }]
  })
}

/** Two payers of one home are one home here: a sale alone moves nothing. */
function movedOf({ drafts, labels, last }: RunPageFacts): readonly Moved[] {
  const now = new Map<string, Moved>()
  for (const draft of drafts) {
    const key = lastKeyOf(draft)
    const before = last.get(key)
    if (before === undefined) continue
    const known = now.get(key)
    now.set(key, {
      premisesId: draft.premisesId, label: labels.get(draft.premisesId) ?? draft.premisesId, item: draft.item, last: before,
      amount: fen((known?.amount ?? 0) + draft.amount),
    })
  }
  return [...now.values()].filter((one) => sizeOf(one) > 0)
}
function sizeOf({ amount, last }: Moved): number {
  return Math.abs(amount - last)
}
