import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { type Fen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit, permitAccount } from '@core/desk/people/permit'
import { assignClaim } from '@core/domain/billing/claim'
import { overlap } from '@core/domain/billing/spans'
import { FEE_ITEMS, type FeeItem } from '@core/domain/billing/tariff'
import { monthOf } from '@core/domain/calendar'
import { mayDo } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Bill, Claim } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { createHash } from 'node:crypto'

const CLAIMS_MAX = 1000
const BILLS_MAX = 1000

/** claim.list: what a former manager says an account owed it. In no total, reminder or payment (rules §3). */
export async function listClaims({ accountId }: { accountId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'claim.list'>>> {
  const seen = await permitAccount(world, caller, accountId, 'see_accounts')
  if (!seen.ok) return seen
  const claims = await world.store.find('claims', { where: { accountId }, sort: [['from', 1]], limit: CLAIMS_MAX })
  return accept({
    total: sumFen(claims.filter(({ assigned }) => assigned === null).map(({ amount }) => amount)), mayAssign: mayDo(seen.value.member, 'assign_claims'),
    claims: claims.map(({ _id, item, period, from, to, amount, holder, assigned }) => ({
      claimId: _id, title: FEE_ITEMS[item as FeeItem] ?? item, period, from, to, amount, holder,
      assigned: assigned && { agreement: assigned.agreement, noticeOn: assigned.noticeOn, billId: assigned.billId },
    })),
  })
}

type NoteAsk = { accountId: string; item: string; from: Day; to: Day; amount: Fen; holder: string }

/** claim.note: one claim by hand, for a home that the account holds. Named by its facts: noted twice it is one. */
export async function noteClaim(ask: NoteAsk, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'claim.note'>>> {
  const { accountId, item, from, to, amount, holder } = ask
  const seen = await permitAccount(world, caller, accountId, 'prepare_billing')
  if (!seen.ok) return seen
  if (to < from) return refuse('DAYS_REVERSED')
  const [holding] = await world.store.find('holdings', { where: { accountId }, sort: [['from', 1]], limit: 1 })
  if (!holding) return refuse('HOLDING_NOT_FOUND')
  const { communityId } = seen.value.account
  const claim = claimOf(
    { communityId, accountId, premisesId: holding.premisesId, item, period: monthOf(to), from, to, amount, holder, by: caller.openid }, world,
  )
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'claim.note', on: accountId, detail: `${holder} ${from} ${to}` })
  await world.store.change({ there: ['claims', claim._id] }, ({ there }): Decision<null> => ({
    writes: there ? [] : [insert('claims', claim), insert('audit', audit)], result: null,
  }))
  return accept({ claimId: claim._id })
}

export function claimOf(facts: Omit<Claim, '_id' | 'assigned' | 'createdAt'>, world: World): Claim {
  const { accountId, premisesId, item, from, to, amount, holder } = facts
  const digest = createHash('sha256').update(JSON.stringify([accountId, premisesId, item, from, to, amount, holder])).digest('hex').slice(0, 24)
  return { _id: `claim-${digest}`, ...facts, assigned: null, createdAt: world.now }
}

type AssignAsk = { claimId: string; agreement: string; noticeOn: Day }
type Assigned = Outcome<StaffAnswer<'claim.assign'>>

/**
 * claim.assign: the agreement and the day of the notice are on file, so the claim becomes a bill. Days
 * that are billed already stand in the way: nobody pays for one day twice.
 */
export async function assignClaimed({ claimId, agreement, noticeOn }: AssignAsk, caller: Caller, world: World): Promise<Assigned> {
  const claim = await world.store.get('claims', claimId)
  if (!claim) return refuse('CLAIM_NOT_FOUND')
  const { communityId, premisesId, item, from, to, accountId, period } = claim
  const post = await permit(world, caller, communityId, 'assign_claims')
  if (!post.ok) return post
  if (claim.assigned) return accept({ billId: claim.assigned.billId })
  if (noticeOn > world.today) return refuse('CLAIM_NOTICE_AHEAD')
  const bills = await world.store.find('bills', { where: { communityId, item, premisesId, to: { gte: from } }, limit: BILLS_MAX })
  if (bills.some((bill: Bill) => !bill.void && overlap(bill, { from, to }) !== null)) return refuse('CLAIM_BILLED')
  const community = present(await world.store.get('communities', communityId), 'the community')
  const facts = { community, billed: bills.filter((bill) => bill.period === period), agreement, noticeOn, on: world.today, by: caller.openid, at: world.now }
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'claim.assign', on: claimId, detail: `${agreement} ${noticeOn}` })
  return world.store.change({ claim: ['claims', claimId], account: ['accounts', accountId] }, ({ claim: found, account }): Decision<Assigned> => {
    const now = present(found, 'the claim')
    if (now.assigned) return { writes: [], result: accept({ billId: now.assigned.billId }) }
    const done = assignClaim(now, present(account, 'the account'), facts)
    return {
      writes: [put('claims', done.claim), insert('bills', done.bill), insert('entries', done.entry), put('accounts', done.account), insert('audit', audit)],
      result: accept({ billId: done.bill._id }),
    }
  })
}
