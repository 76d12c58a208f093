import type { Instant } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { sumFen } from '@contract/money'
import { actFor, holdsOf } from '@core/desk/collecting/holding/holdFacts'
import { shownOf } from '@core/desk/collecting/holding/listProposals'
import { atHour } from '@core/domain/calendar'
import { openOf } from '@core/domain/collecting/holds'
import { FLAG_WORDS, HOLD_TITLES, sayEnd, sayHold } from '@core/domain/collecting/holdWords'
import { mayDo } from '@core/domain/people/roles'
import type { World } from '@core/shell/world'
import type { Account, HoldRecord, StaffMember } from '@core/store/records'

type Shown = StaffAnswer<'account.show'>
type Part = Pick<Shown, 'holds' | 'flags' | 'proposals'> & { readonly happened: readonly Shown['timeline'][number][] }

const PROPOSALS_SHOWN = 50

/** What of the account is not asked for and why, what staff know, and what waits for a person. */
export async function accountHolds(account: Account, member: StaffMember, world: World): Promise<Part> {
  const [records, proposals] = await Promise.all([
    holdsOf(account._id, world),
    world.store.find('proposals', { where: { accountId: account._id, state: 'open' }, limit: PROPOSALS_SHOWN }),
  ])
  return {
    holds: records.filter(({ state }) => state === 'running').map((record) => shown(record, account, member)),
    flags: (account.flags ?? []).map((flag) => FLAG_WORDS[flag]),
    proposals: proposals.flatMap((proposal) => shownOf(proposal, account, member, world)),
    happened: records.flatMap(happenings),
  }
}

function shown(record: HoldRecord, account: Account, member: StaffMember): Shown['holds'][number] {
  const bills = record.billIds === null ? null : openOf(account, record)
  const { _id: holdId, kind, note, from, until, answer } = record
  return {
    holdId, kind, title: HOLD_TITLES[kind], says: sayHold(record, bills), note, from, until,
    total: bills && sumFen(bills.map(({ outstanding }) => outstanding)),
    answerBy: answer === null ? record.answerBy : null, mayEnd: mayDo(member, actFor(kind)),
    mayAnswer: kind === 'dispute' && answer === null && mayDo(member, 'decide_holds'),
  }
}

/** Set, answered, ended: a line each in 往来. */
function happenings(record: HoldRecord): readonly Shown['timeline'][number][] {
  const { kind, note, setAt, answer, ended } = record
  const line = (at: Instant, says: string) => ({ at, kind: 'note' as const, says })
  return [
    line(setAt, `${HOLD_TITLES[kind]}：${note}`),
    ...(answer ? [line(atHour(answer.on, 12), `答复疑问：${answer.text}`)] : []),
    ...(ended ? [line(atHour(ended.on, 12), sayEnd(ended, kind))] : []),
  ]
}
