import { formatShortDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { answerDispute as answered } from '@core/domain/collecting/holds'
import { forbiddenIn } from '@core/domain/collecting/linter'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, present, put } from '@core/store/store'
import { answerTaskDone, answerTaskOf, notOwnHome } from './holdFacts'

type Ask = { readonly accountId: string; readonly holdId: string; readonly text: string }
type Answered = StaffAnswer<'dispute.answer'>

/**
 * dispute.answer: what the resident will read on the bill, so it is held to residents' words. From
 * here the hold has a last day; the limitation clock has run on all the while.
 */
export async function answerDispute({ accountId, holdId, text }: Ask, caller: Caller, world: World): Promise<Outcome<Answered>> {
  const allowed = await permitAccount(world, caller, accountId, 'decide_holds')
  if (!allowed.ok) return allowed
  const record = await world.store.get('holds', holdId)
  if (!record || record.accountId !== accountId || record.kind !== 'dispute') return refuse('HOLD_NOT_FOUND')
  const own = await notOwnHome([accountId], caller, world)
  if (!own.ok) return own
  if (forbiddenIn(text, 'resident').length > 0) return refuse('TEXT_NOT_FOR_RESIDENTS')
  const row = auditRow(world, { communityId: record.communityId, by: caller.openid, act: 'dispute.answer', on: holdId, detail: text })
  const reads = { account: ['accounts', accountId], record: ['holds', holdId], task: answerTaskOf(record) } as const
  return world.store.change(reads, (docs): Decision<Outcome<Answered>> => {
    const now = present(docs.record, 'the hold')
    if (now.state === 'over' || now.answer !== null) return { writes: [], result: refuse('DISPUTE_ANSWERED') }
    const { account, record: told } = answered(present(docs.account, 'the account'), now, { text, by: caller.openid }, world.today)
    const until = present(told.until, 'the last day of an answered dispute')
    const writes = [put('accounts', account), put('holds', told), ...answerTaskDone(docs.task, caller.openid, world), insert('audit', row)]
    return { writes, result: accept({ until, says: `已答复，${formatShortDay(until)}以后这些账单照常提醒` }) }
  })
}
