import { accept, type Outcome, refuse } from '@contract/outcome'
import type { Fen } from '@contract/money'
import { auditRow } from '@core/desk/people/audit'
import { voidBill, voidFault } from '@core/domain/billing/voiding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Bill } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { givenOn, isStillGiven } from './givenOn'

type Done = Outcome<{ readonly back: Fen }>

/**
 * Makes one bill void in one transaction: the bill, its reversal, the account rewritten, and the
 * readings that it had charged free for the next. A bill that is void already stays so.
 */
export async function makeVoid(bill: Bill, reason: string, caller: Caller, world: World): Promise<Done> {
  const { now: at, today: on } = world
  const given = await givenOn(bill, world)
  const audit = auditRow(world, { communityId: bill.communityId, by: caller.openid, act: 'bill.void', on: bill._id, detail: reason })
  const reads = { bill: ['bills', bill._id], account: ['accounts', bill.accountId], readings: ['readings', [...(bill.readingIds ?? [])]] } as const
  return world.store.change(reads, ({ bill: found, account: held, readings }): Decision<Done> => {
    const [now, account] = [present(found, 'the bill'), present(held, 'the account')]
    if (now.void) return { writes: [], result: accept({ back: 0 as Fen }) }
    const fault = voidFault(account, now)
    if (fault) return { writes: [], result: refuse(fault) }
    if (!isStillGiven(given, account, now._id)) return { writes: [], result: refuse('TRY_AGAIN') }
    const voided = voidBill(account, now, given, { on, by: caller.openid, reason, at })
    return {
      writes: [
        put('bills', voided.bill), put('accounts', voided.account), insert('entries', voided.entry), insert('audit', audit),
        ...readings.flatMap((reading) => (reading?.billId === now._id ? [put('readings', { ...reading, billId: null })] : [])),
      ],
      result: accept({ back: voided.back }),
    }
  })
}
