import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import type { HoldWish } from '@core/domain/collecting/holds'
import { HOLD_TITLES } from '@core/domain/collecting/holdWords'
import { holding } from '@core/domain/collecting/proposals'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, CaseState, Hold } from '@core/store/records'
import { type Decision, insert, present } from '@core/store/store'
import { actFor, appliedWrites, holdReads, holdsOf, notOwnHome } from './holdFacts'

type Ask = {
  readonly accountId: string; readonly kind: Hold['kind']; readonly billIds?: readonly string[] | undefined; readonly until?: Day | undefined
  readonly caseState?: CaseState | undefined; readonly counsel?: string | undefined; readonly note: string; readonly newFacts?: string | undefined
}
type Set = StaffAnswer<'hold.set'>

/** hold.set: a promise, a dispute, a pause or a case that a person records, with the same effects as an accepted remark. */
export async function setHold(ask: Ask, caller: Caller, world: World): Promise<Outcome<Set>> {
  const allowed = await permitAccount(world, caller, ask.accountId, actFor(ask.kind))
  if (!allowed.ok) return allowed
  const own = await notOwnHome([ask.accountId], caller, world)
  if (!own.ok) return own
  const { account } = allowed.value
  const wish = wishOf(ask)
  const holdId = `hold-${world.newId()}`
  const setting = {
    by: caller.openid, at: world.now, today: world.today, holdId, note: ask.note, newFacts: ask.newFacts ?? '', counsel: ask.counsel ?? null,
  }
  const detail = (says: string) => `${HOLD_TITLES[ask.kind]}：${says}；${ask.note}`
  const row = (says: string) => auditRow(world, { communityId: account.communityId, by: caller.openid, act: 'hold.set', on: account._id, detail: detail(says) })
  const earlier = await holdsOf(account._id, world)
  return world.store.change(holdReads(account, earlier), (docs): Decision<Outcome<Set>> => {
    const now = present(docs.account, 'the account')
    // A lost answer is asked for again: what is in force already is not set twice.
    const there = now.holds.find((hold) => isSame(hold, wish, world.today))
    if (there) return { writes: [], result: accept({ holdId: there.holdId, says: `${HOLD_TITLES[ask.kind]}已经登记` }) }
    const before = docs.earlier.flatMap((record) => record ?? [])
    const thought = holding(wish, now, before, setting)
    if (!thought.ok) return { writes: [], result: thought }
    const { says } = thought.value
    return { writes: [...appliedWrites(thought.value, before), insert('audit', row(says))], result: accept({ holdId, says }) }
  })
}

function wishOf({ kind, billIds, until, caseState }: Ask): HoldWish {
  const named = kind === 'case' || billIds === undefined ? null : [...new Set(billIds)].sort()
  const hasDay = kind === 'promise' || kind === 'pause'
  return { kind, billIds: named, until: hasDay ? (until ?? null) : null, caseState: kind === 'case' ? (caseState ?? null) : null }
}

function isSame(hold: Account['holds'][number], wish: HoldWish, today: Day): boolean {
  const bills = hold.billIds === null ? null : [...hold.billIds].sort().join()
  return hold.kind === wish.kind && hold.from === today && bills === (wish.billIds?.join() ?? null) &&
    (hold.caseState ?? null) === wish.caseState && hold.until === wish.until
}
