import type { Fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { issueAnew } from '@core/desk/billing/correctBill'
import { makeVoid } from '@core/desk/billing/voidBills'
import { permit } from '@core/desk/people/permit'
import { voidFault } from '@core/domain/billing/voiding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Bill } from '@core/store/records'

/** Whether bills that a change makes wrong may be corrected with it: wished for, by a manager, and none of them in use. */
export async function mayCorrect(bills: readonly Bill[], isWished: boolean, caller: Caller, world: World): Promise<Outcome<null>> {
  const [first] = bills
  if (!first) return accept(null)
  if (!isWished) return refuse('HANDOVER_BILLED')
  const post = await permit(world, caller, first.communityId, 'publish_billing')
  if (!post.ok) return post
  const accounts = await world.store.getMany('accounts', [...new Set(bills.map(({ accountId }) => accountId))])
  const faults = bills.flatMap((bill) => {
    const account = accounts.find(({ _id }) => _id === bill.accountId)
    return (account && voidFault(account, bill)) ?? []
  })
  return faults[0] ? refuse(faults[0]) : accept(null)
}

/** Each made void, then all their days billed anew. Cut off in between, the same act asked again ends it. */
export async function correctAll(
  bills: readonly Bill[], reason: string, caller: Caller, world: World,
): Promise<Outcome<readonly { billId: string; amount: Fen }[]>> {
  if (bills.length === 0) return accept([])
  for (const bill of bills) {
    const voided = await makeVoid(bill, reason, caller, world)
    if (!voided.ok) return voided
  }
  const issued = await issueAnew(bills, world)
  return accept(issued.map(({ _id, amount }) => ({ billId: _id, amount })))
}
