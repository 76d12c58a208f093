import type { StaffAnswer } from '@contract/contract/staff'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { type Draft, type RunTerms, type Skip, SKIPS } from '@core/domain/billing/drafts'
import { dueDayOf, usable, usePrepaid } from '@core/domain/billing/run'
import { periodBefore } from '@core/domain/calendar'
import { isBankrupt } from '@core/domain/collecting/holds'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, BillingRun, Community } from '@core/store/records'
import { present } from '@core/store/store'
import { createHash } from 'node:crypto'
import { runPages } from './runPages'

type Preview = StaffAnswer<'billing.preview'>
type Ask = { communityId: string; period: string; items?: string[] | undefined }
/** Rows of reasons that a person can read; the counts go on beyond. */
const SKIPS_SHOWN = 500
const OUTLIERS_SHOWN = 20
/** A bill this many times its tariff's usual one is shown to the person who publishes. */
const OUTLIER_TIMES = 3

/** billing.preview: amounts, skips with reasons, outliers. Writes one run and no bill. */
export async function previewBilling(ask: Ask, caller: Caller, world: World): Promise<Outcome<Preview>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_billing')
  if (!post.ok) return post
  const { run, seen } = await keepPreview(ask, caller.openid, world)
  return accept({
    runId: run._id, count: seen.count, total: seen.total, dueOn: dueDayOf(ask.period), prepaidUsed: seen.prepaidUsed,
    skipped: seen.skips.map(({ premises, code }) => ({ premises, code, says: SKIPS[code] })),
    outliers: seen.outliers,
    lastPeriod: await lastPeriod(ask, world),
  })
}

/** The same facts are the same run, whoever looks and however often. */
export async function keepPreview(ask: Ask, by: string, world: World): Promise<{ run: BillingRun; seen: Seen }> {
  const terms: RunTerms = { communityId: ask.communityId, period: ask.period, items: [...(ask.items ?? [])].sort() }
  const community = present(await world.store.get('communities', ask.communityId), 'the community')
  const seen = await look(terms, community, world)
  const run: BillingRun = {
    ...terms, _id: `run-${createHash('sha256').update(JSON.stringify([terms, seen.digest])).digest('hex').slice(0, 24)}`,
    state: 'previewed', count: seen.count, total: seen.total, published: 0, cursor: null, digest: seen.digest,
    previewedBy: by, publishedBy: null, leaseUntil: null, createdAt: world.now,
  }
  await world.store.addNew('billing_runs', [run])
  return { run, seen }
}

type Seen = { digest: string; count: number; total: Fen; prepaidUsed: Fen; skips: Skip[]; outliers: Preview['outliers'] }

/** One walk over everything a run would bill. `digest` changes when any bill of it would. */
export async function look(terms: RunTerms, community: Community, world: World): Promise<Seen> {
  const digest = createHash('sha256')
  const seen: Seen = { digest: '', count: 0, total: ZERO, prepaidUsed: ZERO, skips: [], outliers: [] }
  for await (const page of runPages(terms, community, world)) {
    for (const draft of page.drafts) digest.update(`${draft._id} ${draft.amount} ${draft.tariff?.tariffId}\n`)
    seen.count += page.drafts.length
    seen.total = sumFen([seen.total, ...page.drafts.map((draft) => draft.amount)])
    seen.prepaidUsed = sumFen([seen.prepaidUsed, await prepaidFor(page.drafts, world)])
    seen.skips.push(...page.skips.slice(0, SKIPS_SHOWN - seen.skips.length))
    seen.outliers.push(...outliersOf(page.drafts).slice(0, OUTLIERS_SHOWN - seen.outliers.length))
  }
  return { ...seen, digest: digest.digest('hex') }
}

async function prepaidFor(drafts: readonly Draft[], world: World): Promise<Fen> {
  const accounts = await world.store.getMany('accounts', [...new Set(drafts.map((draft) => draft.accountId))])
  const left = new Map<string, Account['prepaid']>(accounts.map((account) => [account._id, isBankrupt(account) ? [] : account.prepaid]))
  let total = 0
  for (const draft of drafts) {
    const used = usable(left.get(draft.accountId) ?? [], draft)
    left.set(draft.accountId, usePrepaid(left.get(draft.accountId) ?? [], draft, used))
    total += used
  }
  return fen(total)
}

function outliersOf(drafts: readonly Draft[]): Preview['outliers'] {
  const byTariff = new Map<string, Fen[]>()
  for (const draft of drafts) byTariff.set(draft.tariff?.tariffId ?? '', [...(byTariff.get(draft.tariff?.tariffId ?? '') ?? []), draft.amount])
  return drafts.flatMap((draft) => {
    const amounts = [...(byTariff.get(draft.tariff?.tariffId ?? '') ?? [])].sort((a, b) => a - b)
    const usual = amounts[Math.floor(amounts.length / 2)] ?? draft.amount
    if (draft.amount <= usual * OUTLIER_TIMES) return []
    return [{ premises: draft.premisesId, amount: draft.amount, says: `是同标准常见金额的 ${Math.floor(draft.amount / usual)} 倍，请核对面积` }]
  })
}

async function lastPeriod(ask: Ask, world: World): Promise<Preview['lastPeriod']> {
  const period = periodBefore(ask.period)
  const [sums] = await world.store.aggregate('bills', { communityId: ask.communityId, period }, [
    { group: { _id: null, total: { $sum: '$amount' }, count: { $sum: 1 } } },
  ])
  return sums ? { period, total: fen(Number(sums['total'])), count: Number(sums['count']) } : null
}
