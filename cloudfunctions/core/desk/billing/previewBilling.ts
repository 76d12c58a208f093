import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { type RunTerms, SKIPS, type SkipCode } from '@core/domain/billing/drafts'
import { dueDayOf } from '@core/domain/billing/run'
import type { ItemSum, RunSums } from '@core/domain/billing/runSums'
import { FEE_ITEMS, type FeeItem } from '@core/domain/billing/tariff'
import { periodBefore, periodYearBefore } from '@core/domain/calendar'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { BillingRun } from '@core/store/records'
import { present } from '@core/store/store'
import { createHash } from 'node:crypto'
import { type Look, lookOn } from './lookAhead'

type Preview = StaffAnswer<'billing.preview'>
export type PreviewAsk = {
  readonly communityId: string
  readonly period: string
  readonly items?: readonly string[] | undefined
  readonly leaveOut?: readonly string[] | undefined
}

/**
 * billing.preview: amounts beside the last period's, skips with reasons, outliers. Writes one run and
 * no bill. A community too large for one call is looked at in several: the answer then says how far
 * it is, and the next ask goes on with the run it names.
 */
export async function previewBilling(
  { goOn, ...ask }: PreviewAsk & { readonly goOn?: string | undefined }, caller: Caller, world: World,
): Promise<Outcome<Preview>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_billing')
  if (!post.ok) return post
  const begun = goOn === undefined ? null : await world.store.get('billing_runs', goOn)
  if (goOn !== undefined && !(begun?.look && begun.communityId === ask.communityId && begun.period === ask.period)) return refuse('RUN_NOT_FOUND')
  const { run, sums } = await keepPreview(ask, caller.openid, world, begun)
  return accept(await shown(run, sums, world))
}

/**
 * Looks at a run, on from where `begun` is, and keeps it. The same facts are the same run, whoever
 * looks and however often, unless it took several calls.
 */
export async function keepPreview(
  ask: PreviewAsk, by: string, world: World, begun: BillingRun | null = null,
): Promise<{ readonly run: BillingRun; readonly sums: RunSums }> {
  const terms: RunTerms = begun ?? {
    communityId: ask.communityId, period: ask.period, items: [...(ask.items ?? [])].sort(),
    ...(ask.leaveOut?.length ? { leftOut: [...ask.leaveOut].sort() } : {}),
  }
  const before = begun?.look ? (JSON.parse(begun.look) as Look) : undefined
  const community = present(await world.store.get('communities', terms.communityId), 'the community')
  const look = before?.done ? before : await lookOn(terms, community, world, before)
  const { sums, digest, done } = look
  const fields = { state: done ? 'previewed' : 'looking', count: sums.count, total: sums.total, digest } as const
  if (begun) {
    const more = { ...fields, look: JSON.stringify(look) }
    await world.store.setIf('billing_runs', begun._id, { state: 'looking', digest: begun.digest }, more)
    return { run: { ...begun, ...more }, sums }
  }
  const { communityId, period, items, leftOut } = terms
  const run: BillingRun = {
    communityId, period, items, ...(leftOut ? { leftOut } : {}), ...fields, _id: runIdOf(done ? [terms, digest] : [terms, by, world.now]),
    published: 0, cursor: null, previewedBy: by, publishedBy: null, leaseUntil: null, createdAt: world.now, ...(done ? {} : { look: JSON.stringify(look) }),
  }
  await world.store.addNew('billing_runs', [run])
  return { run, sums }
}

function runIdOf(facts: readonly unknown[]): string {
  return `run-${createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 24)}`
}

async function shown(run: BillingRun, sums: RunSums, world: World): Promise<Preview> {
  const [last, lastYear] = await Promise.all([periodBefore(run.period), periodYearBefore(run.period)].map((period) => sumsOf(run.communityId, period, world)))
  const all = [...(last?.values() ?? [])]
  return {
    runId: run._id, count: sums.count, total: sums.total, dueOn: dueDayOf(run.period), prepaidUsed: sums.prepaidUsed,
    ...(run.state === 'looking' ? { going: { homes: sums.homes } } : {}),
    skipped: sums.skips.map(({ premisesId, premises, code }) => ({ premisesId, premises, code, says: SKIPS[code] })),
    reasons: Object.entries(sums.skipped).map(([code, count]) => ({ code, says: SKIPS[code as SkipCode], count })),
    outliers: sums.outliers.map(({ label, ...one }) => ({ ...one, premises: label })),
    moved: sums.moved.map(({ label, item, ...one }) => ({ ...one, premises: label, title: titleOf(item) })),
    byItem: Object.entries(sums.items).map(([item, sum]) => ({
      item, title: titleOf(item), ...sum, last: last?.get(item) ?? null, lastYear: lastYear?.get(item) ?? null,
    })),
    lastPeriod: all.length === 0 ? null : {
      period: periodBefore(run.period), total: fen(all.reduce((sum, one) => sum + one.total, 0)), count: all.reduce((sum, one) => sum + one.count, 0),
    },
  }
}
function titleOf(item: string): string {
  return FEE_ITEMS[item as FeeItem] ?? item
}

/** What a period's bills came to, item by item; void ones count nowhere. */
async function sumsOf(communityId: string, period: string, world: World): Promise<ReadonlyMap<string, ItemSum>> {
  const groups = await world.store.aggregate('bills', { communityId, period }, [
    { group: { _id: { item: '$item', void: '$void' }, total: { $sum: '$amount' }, count: { $sum: 1 } } },
  ])
  return new Map(groups.flatMap((group) => {
    const { item, void: isVoid } = group['_id'] as { item: string; void: boolean }
    return isVoid ? [] : [[item, { total: fen(Number(group['total'])), count: Number(group['count']) }] as const]
  }))
}
