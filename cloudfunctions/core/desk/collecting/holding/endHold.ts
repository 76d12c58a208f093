import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { endHold as ended } from '@core/domain/collecting/holds'
import { HOLD_TITLES } from '@core/domain/collecting/holdWords'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, present, put } from '@core/store/store'
import { actFor, answerTaskDone, answerTaskOf, notOwnHome } from './holdFacts'

type Ask = { readonly accountId: string; readonly holdId: string; readonly note: string }

/** hold.end: a named person ends a hold before its day, and says why. Ended twice is ended once. */
export async function endHold({ accountId, holdId, note }: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'hold.end'>>> {
  const seen = await permitAccount(world, caller, accountId, 'record_contact')
  if (!seen.ok) return seen
  const record = await world.store.get('holds', holdId)
  if (!record || record.accountId !== accountId) return refuse('HOLD_NOT_FOUND')
  const allowed = await permitAccount(world, caller, accountId, actFor(record.kind))
  if (!allowed.ok) return allowed
  const own = await notOwnHome([accountId], caller, world)
  if (!own.ok) return own
  const detail = `${HOLD_TITLES[record.kind]}：${note}`
  const row = auditRow(world, { communityId: record.communityId, by: caller.openid, act: 'hold.end', on: holdId, detail })
  const reads = { account: ['accounts', accountId], record: ['holds', holdId], task: answerTaskOf(record) } as const
  return world.store.change(reads, (docs): Decision<Outcome<StaffAnswer<'hold.end'>>> => {
    const now = present(docs.record, 'the hold')
    const result = accept({ ended: true as const })
    if (now.state === 'over') return { writes: [], result }
    const { account, record: over } = ended(present(docs.account, 'the account'), now, { how: 'by_hand', by: caller.openid, note }, world.today)
    return { writes: [put('accounts', account), put('holds', over), ...answerTaskDone(docs.task, caller.openid, world), insert('audit', row)], result }
  })
}
