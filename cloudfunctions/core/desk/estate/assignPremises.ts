import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { ZERO } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { give, type Given } from '@core/domain/estate/holdings'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Bill, Holding, HoldingRole, Premises } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { createHash } from 'node:crypto'
import { correctAll, mayCorrect } from './correctBilled'
import { billsShown, billsSince, holdingsOf, namesOf, payersShown, permitPremises } from './premisesFacts'

type Ask = {
  premisesId: string; role: HoldingRole; from: Day; to?: Day | undefined; items?: string[] | undefined
  accountId?: string | undefined; person?: { name: string; phones: string[] } | undefined; preview: boolean; correct?: boolean | undefined
}
type Answer = Outcome<StaffAnswer<'premises.assign'>>

/**
 * premises.assign: gives days of a premises to another payer: a sale, a tenancy, a sponsor's months,
 * the developer's time before the hand-over (rules §3). Debt and prepayments stay where they are.
 * A buyer is a new account, so that nothing of the seller can be seen from it (F36).
 */
export async function assignPremises(ask: Ask, caller: Caller, world: World): Promise<Answer> {
  const seen = await permitPremises(world, caller, ask.premisesId, 'change_estate')
  if (!seen.ok) return seen
  const premises = seen.value
  if (ask.to !== undefined && ask.to < ask.from) return refuse('DAYS_REVERSED')
  const payer = await payerOf(ask, premises, world)
  if (!payer.ok) return payer
  const given: Given = { accountId: payer.value._id, role: ask.role, from: ask.from, to: ask.to ?? null, items: ask.items }
  const holdings = await holdingsOf(premises, world)
  const after = give(holdings, premises, given)
  const affected = (await billsSince(premises, ask.from, world, ask.items)).filter((bill) => isAnothers(bill, given))
  const accounts = await namesOf([...after, ...affected].map(({ accountId }) => accountId), world)
  const shown = { payers: payersShown(after, accounts, payer.value.name), affected: billsShown(affected, accounts) }
  if (ask.preview) return accept({ accountId: ask.accountId ?? null, ...shown, issued: [] })
  const may = await mayCorrect(affected, ask.correct ?? false, caller, world)
  if (!may.ok) return may
  const saved = await save(premises, holdings, after, payer.value, given, caller, world)
  if (!saved.ok) return saved
  const issued = await correctAll(affected, '缴费户变更', caller, world)
  return issued.ok ? accept({ accountId: payer.value._id, ...shown, issued: [...issued.value] }) : issued
}

/** Days that the bill charges somebody else for. */
function isAnothers(bill: Bill, { accountId, to }: Given): boolean {
  return !bill.void && bill.accountId !== accountId && (to === null || bill.from <= to)
}

async function payerOf({ accountId, person, from }: Ask, premises: Premises, world: World): Promise<Outcome<Account>> {
  if ((accountId === undefined) === (person === undefined)) return refuse('PAYER_UNCLEAR')
  if (accountId === undefined) return accept(newAccount(person ?? { name: '', phones: [] }, from, premises, world))
  const account = await world.store.get('accounts', accountId)
  if (!account) return refuse('ACCOUNT_NOT_FOUND')
  return account.communityId === premises.communityId ? accept(account) : refuse('PAYER_ELSEWHERE')
}

/** Named by the event, so that the same sale registered twice is one account. */
function newAccount({ name, phones }: { name: string; phones: readonly string[] }, from: Day, premises: Premises, world: World): Account {
  const { _id: premisesId, communityId, label, building, kind } = premises
  const digest = createHash('sha256').update(JSON.stringify([premisesId, from, name])).digest('hex').slice(0, 24)
  return {
    _id: `account-${digest}`, communityId, label, building, name, phones: [...new Set(phones)], kind, open: [], outstanding: ZERO, oldestDueOn: null,
    nextActOn: null, prepaid: [], openOrders: [], holds: [], plans: [], reminded: { episode: null, courtesy: [], doNotContact: false },
    internalNotes: [], createdAt: world.now,
  }
}

/** Only on the holdings that were seen: a rival act on the same premises has changed one of them, and is looked at first. */
async function save(
  premises: Premises, before: readonly Holding[], after: readonly Holding[], account: Account, given: Given, caller: Caller, world: World,
): Promise<Outcome<null>> {
  const known = new Map(before.map((holding) => [holding._id, JSON.stringify(holding)]))
  const changed = after.filter((holding) => known.get(holding._id) !== JSON.stringify(holding))
  if (changed.length === 0) return accept(null)
  const audit = auditRow(world, {
    communityId: premises.communityId, by: caller.openid, act: 'premises.assign', on: premises._id, detail: `${given.role} ${given.from} ${given.to ?? ''}`,
  })
  const reads = { account: ['accounts', account._id], premises: ['premises', premises._id], holdings: ['holdings', before.map(({ _id }) => _id)] } as const
  return world.store.change(reads, ({ account: there, premises: found, holdings }): Decision<Outcome<null>> => {
    const isSeen = holdings.every((one) => one !== null && known.get(one._id) === JSON.stringify(one))
    if (!isSeen) return { writes: [], result: refuse('TRY_AGAIN') }
    return {
      // The premises' document is written too: two acts at the same instant meet on it.
      writes: [
        ...(there ? [] : [insert('accounts', account)]), put('premises', present(found, 'the premises')),
        ...changed.map((holding) => put('holdings', holding)), insert('audit', audit),
      ],
      result: accept(null),
    }
  })
}
