import { type Fen, showFen } from '@contract/money'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { notOwnHome } from '@core/desk/collecting/holding/holdFacts'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { chargedNow, unwaive, waive, waivedBy } from '@core/domain/paying/waiving'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, present, put } from '@core/store/store'
import { chargesOf } from './chargesOf'

type Ask = { accountId: string; billId: string; amount: Fen; reason: string }
type Done = Outcome<StaffAnswer<'charges.waive'>>

/** Waivers of one bill, day and amount, each taken back before the next: more than anybody needs. */
const TRIES = 3

/** charges.waive: late charge of a bill given up by a manager, with a reason; the resident reads 已减免. */
export async function waiveCharge({ accountId, billId, amount, reason }: Ask, caller: Caller, world: World): Promise<Done> {
  const allowed = await permitAccount(world, caller, accountId, 'decide_charges')
  if (!allowed.ok) return allowed
  const own = await notOwnHome([accountId], caller, world)
  if (!own.ok) return own
  const { communityId } = allowed.value.account
  const community = present(await world.store.get('communities', communityId), 'the community')
  const charges = await chargesOf(community, world)
  const { now: at, today } = world
  const ids = Array.from({ length: TRIES }, (_, i) => `waive:${i}:${amount}:${today}:${billId}`)
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'charges.waive', on: billId, detail: `¥${showFen(amount)}：${reason}` })
  const reads = { account: ['accounts', accountId], given: ['entries', ids], back: ['entries', ids.map(reversalId)] } as const
  return world.store.change(reads, ({ account: found, given, back }): Decision<Done> => {
    const account = present(found, 'the account')
    // A lost answer is asked for again: the same waiver of the same day is not given twice.
    const there = ids.find((_, i) => given[i] && !back[i])
    if (there !== undefined) return { writes: [], result: accept({ waiverId: there, left: chargedNow(account, billId, today, charges) }) }
    const id = ids.find((_, i) => !given[i])
    if (id === undefined) return { writes: [], result: refuse('WAIVER_TOO_MUCH') }
    const waived = waive(account, { id, billId, amount, reason, at, today }, charges)
    if (!waived.ok) return { writes: [], result: waived }
    return {
      writes: [put('accounts', waived.value.account), insert('entries', waived.value.entry), insert('audit', audit)],
      result: accept({ waiverId: id, left: chargedNow(waived.value.account, billId, today, charges) }),
    }
  })
}

type Undone = Outcome<StaffAnswer<'charges.unwaive'>>

/** charges.unwaive: a waiver taken back by its reversal; taken back twice is taken back once. */
export async function unwaiveCharge({ waiverId, reason }: { waiverId: string; reason: string }, caller: Caller, world: World): Promise<Undone> {
  const given = await world.store.get('entries', waiverId)
  const billId = given?.postings.find((posting) => posting.billId !== undefined)?.billId
  if (given?.kind !== 'waive' || given.accountId === null || billId === undefined) return refuse('WAIVER_NOT_FOUND')
  const allowed = await permitAccount(world, caller, given.accountId, 'decide_charges')
  if (!allowed.ok) return allowed
  const own = await notOwnHome([given.accountId], caller, world)
  if (!own.ok) return own
  const amount = waivedBy(given)
  const detail = `¥${showFen(amount)}：${reason}`
  const audit = auditRow(world, { communityId: given.communityId, by: caller.openid, act: 'charges.unwaive', on: waiverId, detail })
  const reads = { account: ['accounts', given.accountId], bill: ['bills', billId], back: ['entries', reversalId(waiverId)] } as const
  return world.store.change(reads, (docs): Decision<Undone> => {
    if (docs.back) return { writes: [], result: accept({ back: amount }) }
    const undone = unwaive(present(docs.account, 'the account'), given, present(docs.bill, 'the bill'), world.now)
    if (!undone.ok) return { writes: [], result: undone }
    const { account, entry } = undone.value
    return { writes: [put('accounts', account), insert('entries', entry), insert('audit', audit)], result: accept({ back: amount }) }
  })
}

function reversalId(waiverId: string): string {
  return `reversal:${waiverId}`
}
