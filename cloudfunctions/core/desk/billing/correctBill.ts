import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit, permitAccount } from '@core/desk/people/permit'
import { SKIPS } from '@core/domain/billing/drafts'
import { voidFault } from '@core/domain/billing/voiding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Bill } from '@core/store/records'
import { present } from '@core/store/store'
import { givenOn } from './givenOn'
import { issueDrafts } from './issueDrafts'
import { redraft, type Redrafted } from './redraft'
import { makeVoid } from './voidBills'

/**
 * bill.look: one bill as staff see it, and what would happen if it were void: what comes back as a
 * prepayment, and the bill or bills that would take its place by today's facts.
 */
export async function lookAtBill({ billId }: { billId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'bill.look'>>> {
  const bill = await world.store.get('bills', billId)
  if (!bill) return refuse('BILL_UNKNOWN')
  const seen = await permitAccount(world, caller, bill.accountId, 'see_accounts')
  if (!seen.ok) return seen
  const { account } = seen.value
  const owed = account.open.find((open) => open.billId === billId)?.outstanding ?? fen(0)
  const fault = bill.void ? null : voidFault(account, bill)
  const anew = bill.void ? null : await redraft([bill], world)
  const { discount } = await givenOn(bill, world)
  return accept({
    billId, accountId: bill.accountId, label: account.label, title: bill.title, period: bill.period, from: bill.from, to: bill.to, dueOn: bill.dueOn,
    amount: bill.amount, outstanding: owed, paid: bill.void ? fen(0) : fen(bill.amount - owed - discount), working: { steps: [...bill.working] },
    ...(bill.voided ? { voided: { on: bill.voided.on, reason: bill.voided.reason } } : {}),
    ...(fault ? { cannot: fault } : {}),
    ...(anew ? { anew: await linesOf(anew, world), skipped: anew.skips.map(({ code }) => SKIPS[code]) } : {}),
  })
}

async function linesOf({ drafts }: Redrafted, world: World): Promise<StaffAnswer<'bill.look'>['anew']> {
  const accounts = await world.store.getMany('accounts', [...new Set(drafts.map(({ accountId }) => accountId))])
  return drafts.map(({ accountId, from, to, amount, working }) => {
    const payer = accounts.find(({ _id }) => _id === accountId)
    return { accountId, payer: payer?.name ?? '', from, to, amount, working: { steps: [...working] } }
  })
}

type Ask = { billId: string; reason: string; reissue: boolean }

/**
 * bill.void: the bill does not count any more, and why is said to whoever opens it. With `reissue`
 * the kernel works out anew what is owed for its days, for whoever held them; asked again after a
 * crash in between, it does what is left.
 */
export async function correctBill({ billId, reason, reissue }: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'bill.void'>>> {
  const bill = await world.store.get('bills', billId)
  if (!bill) return refuse('BILL_UNKNOWN')
  const post = await permit(world, caller, bill.communityId, 'publish_billing')
  if (!post.ok) return post
  const voided = await makeVoid(bill, reason, caller, world)
  if (!voided.ok) return voided
  const issued = reissue ? await issueAnew([bill], world) : []
  return accept({ back: voided.value.back, issued: issued.map(({ _id, amount }) => ({ billId: _id, amount })) })
}

/** What void bills leave unbilled of their days and items. */
export async function issueAnew(bills: readonly Bill[], world: World) {
  const { drafts } = await redraft(bills, world)
  await issueDrafts(drafts, { kind: 'reissue', id: present(bills[0], 'a bill')._id }, world)
  return drafts
}
