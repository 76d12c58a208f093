import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { DIFFERENCES, NOTHING } from '@core/domain/paying/reconciliation'
import { mayDo } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Difference, Reconciliation } from '@core/store/records'

type Ask = { readonly communityId: string; readonly after?: Day | undefined }
type Shown = StaffAnswer<'recon.show'>

const DAYS_A_PAGE = 14
const DIFFERENCES_READ = 1000
const DIFFERENCES_SHOWN_A_DAY = 50
const MARK_LENGTH = 16

/**
 * recon.show: the days, newest first, each with both sides and what they disagree about. A day's
 * state is the merchant's; the sums and the differences are the community's own, and nobody else's.
 */
export async function showReconciliation({ communityId, after }: Ask, caller: Caller, world: World): Promise<Outcome<Shown>> {
  const post = await permit(world, caller, communityId, 'see_reconciliation')
  if (!post.ok) return post
  const { store, settings, today } = world
  const [found, seals] = await Promise.all([
    store.find('reconciliations', {
      where: { mchid: settings.pay.mchid, day: { lt: after ?? today } }, sort: [['day', -1]], limit: DAYS_A_PAGE + 1,
    }),
    store.find('seals', { where: { communityId }, sort: [['day', -1]], limit: 1 }),
  ])
  const days = found.slice(0, DAYS_A_PAGE)
  const [first, last] = [days.at(-1), days.at(0)]
  const differences = first && last ? await store.find('differences', {
    where: { communityId, day: { gte: first.day, lte: last.day } }, sort: [['day', 1], ['_id', 1]], limit: DIFFERENCES_READ,
  }) : []
  const accounts = await store.getMany('accounts', [...new Set(differences.flatMap((one) => one.accountId ?? []))])
  const byId = new Map(accounts.map((account) => [account._id, account]))
  const [seal] = seals
  return accept({
    rows: days.map((day) => shownDay(day, communityId, differences.filter((one) => one.day === day.day), byId)),
    mayResolve: mayDo(post.value, 'reconcile'),
    sealed: seal ? { day: seal.day, mark: seal.hash.slice(0, MARK_LENGTH) } : null,
    ...(found.length > DAYS_A_PAGE && first ? { next: first.day } : {}),
  })
}

function shownDay(
  { day, state, says, communities }: Reconciliation, communityId: string, differences: readonly Difference[], accounts: ReadonlyMap<string, Account>,
): Shown['rows'][number] {
  const { paid, refunded, booked, fee } = communities.find((one) => one.communityId === communityId) ?? NOTHING
  const openFirst = [...differences].sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open'))
  return {
    day, state, wechat: paid, refunded, books: booked, fee,
    // A finished day's words hold the merchant's sums, which are all its communities' together.
    says: state === 'done' ? '' : says,
    open: differences.filter((one) => one.state === 'open').length,
    differences: openFirst.slice(0, DIFFERENCES_SHOWN_A_DAY).map((one) => shownDifference(one, accounts.get(one.accountId ?? ''))),
  }
}

function shownDifference(difference: Difference, account: Account | undefined): Shown['rows'][number]['differences'][number] {
  const { _id, kind, says, state, theirs, ours, outTradeNo, transactionId, note, endedAt } = difference
  return {
    differenceId: _id, kind, ...DIFFERENCES[kind], says, state, theirs, ours, outTradeNo,
    ...(transactionId === null ? {} : { transactionId }),
    ...(account ? { accountId: account._id, label: account.label } : {}),
    ...(note === '' ? {} : { note }),
    ...(endedAt === null ? {} : { endedAt }),
  }
}
