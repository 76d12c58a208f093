import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { FEE_ITEMS } from '@core/domain/billing/tariff'
import { type Act, seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Bill, Holding, HoldingRole, Premises } from '@core/store/records'

type Shown = StaffAnswer<'premises.show'>
/** Holdings of one premises; more would be a new owner every few weeks for decades. */
const HOLDINGS_MAX = 1000
const BILLS_MAX = 1000

/** A premises that the caller may do `act` with: collectors and stewards in their own buildings. */
export async function permitPremises(world: World, caller: Caller, premisesId: string, act: Act): Promise<Outcome<Premises>> {
  const premises = await world.store.get('premises', premisesId)
  if (!premises) return refuse('PREMISES_NOT_FOUND')
  const post = await permit(world, caller, premises.communityId, act)
  if (!post.ok) return post
  return seesBuilding(post.value, premises.building) ? accept(premises) : refuse('BUILDING_NOT_YOURS')
}

export async function holdingsOf({ communityId, _id: premisesId }: Premises, world: World): Promise<readonly Holding[]> {
  return world.store.find('holdings', { where: { communityId, premisesId }, limit: HOLDINGS_MAX })
}

/** Bills of the premises that charge any day from `since` on, of the named items or of all. */
export async function billsSince(premises: Premises, since: Day, world: World, items: readonly string[] = Object.keys(FEE_ITEMS)): Promise<readonly Bill[]> {
  const { communityId, _id: premisesId } = premises
  const found = await Promise.all(
    items.map((item) => world.store.find('bills', { where: { communityId, item, premisesId, to: { gte: since } }, limit: BILLS_MAX })),
  )
  return found.flat().sort((a, b) => (`${a.from} ${a._id}` < `${b.from} ${b._id}` ? -1 : 1))
}

export const ROLE_SAID: Readonly<Record<HoldingRole, string>> = { owner: '业主', tenant: '租户', developer: '开发商', sponsor: '代付' }

export async function namesOf(ids: readonly string[], world: World): Promise<ReadonlyMap<string, Account>> {
  const accounts = await world.store.getMany('accounts', [...new Set(ids)])
  return new Map(accounts.map((account) => [account._id, account]))
}

/** Whoever has a day left or to come first, the latest first; a holding without a day is not shown. */
export function payersShown(holdings: readonly Holding[], accounts: ReadonlyMap<string, Account>, newName = ''): Shown['payers'] {
  const withDays = holdings.filter(({ from, to }) => to === null || to >= from)
  return [...withDays].sort((a, b) => (a.from < b.from ? 1 : -1)).map(({ _id, accountId, role = 'owner', from, to, items, free }) => ({
    holdingId: _id, accountId, name: accounts.get(accountId)?.name ?? newName, role, says: ROLE_SAID[role], from, to,
    ...(items ? { items: items.map((item) => FEE_ITEMS[item as keyof typeof FEE_ITEMS] ?? item) } : {}),
    ...(free ? { free: free.map((one) => ({ from: one.from, to: one.to, says: one.says })) } : {}),
  }))
}

export function billsShown(bills: readonly Bill[], accounts: ReadonlyMap<string, Account>): Shown['bills'] {
  return bills.map(({ _id, accountId, title, period, from, to, amount, void: isVoid }) => {
    const account = accounts.get(accountId)
    const outstanding = account?.open.find(({ billId }) => billId === _id)?.outstanding ?? fen(0)
    return { billId: _id, accountId, payer: account?.name ?? '', title, period, from, to, amount, outstanding, void: isVoid }
  })
}
