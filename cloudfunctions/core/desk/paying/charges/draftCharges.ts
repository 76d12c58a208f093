import type { Day, Instant } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { owingAccounts, OWING } from '@core/desk/collecting/accountPages'
import { permit } from '@core/desk/people/permit'
import type { FeeItem } from '@core/domain/billing/tariff'
import { faultOf, type Wished } from '@core/domain/paying/chargePolicy'
import { sayPolicy, warningsOf } from '@core/domain/paying/chargeWords'
import { discountsOn } from '@core/domain/paying/discount'
import { type Charges, lateOn } from '@core/domain/paying/lateCharge'
import { hasTime } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, ChargePolicy, DiscountRule, LateRule } from '@core/store/records'
import { type Decision, put } from '@core/store/store'
import { createHash } from 'node:crypto'
import { publishedOf } from './chargesOf'

type Ask = {
  communityId: string; payeeId: string; items: FeeItem[]; dueFrom: Day; late?: LateRule | undefined; discount?: DiscountRule | undefined
}
type Drafted = StaffAnswer<'charges.draft'>
const ACCOUNTS_A_PAGE = 500

/**
 * charges.draft: a rule written down and tried on today's debts. Nothing is charged by it. The same
 * terms asked again are the same draft.
 */
export async function draftCharges(ask: Ask, caller: Caller, world: World): Promise<Outcome<Drafted>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_charges')
  if (!post.ok) return post
  const community = await world.store.get('communities', ask.communityId)
  if (!community) return refuse('COMMUNITY_NOT_FOUND')
  const wished: Wished = {
    payeeId: ask.payeeId, items: [...new Set(ask.items)].sort(), late: ask.late ?? null, discount: ask.discount ?? null, dueFrom: ask.dueFrom,
  }
  const fault = faultOf(wished, community, world.today)
  if (fault) return refuse(fault)
  const policy = await keep(ask.communityId, wished, caller, world)
  return accept({
    policyId: policy._id, says: [...sayPolicy(policy)], warnings: [...warningsOf(policy)], preview: await tried(policy, community.sparedDays ?? [], world),
  })
}

async function keep(communityId: string, wished: Wished, { openid }: Caller, world: World): Promise<ChargePolicy> {
  // Among the versions of its time: terms that ran before may be drafted again.
  const versions = (await publishedOf(communityId, world)).length
  const { payeeId, items, late, discount, dueFrom } = wished
  const lateTerms = late && [late.clause, late.rate, late.graceDays, late.cap]
  const terms = [communityId, payeeId, items, dueFrom, lateTerms, discount && discountTerms(discount), versions]
  const policy: ChargePolicy = {
    ...wished, _id: `charge-${createHash('sha256').update(JSON.stringify(terms)).digest('hex').slice(0, 24)}`, communityId, draftedBy: openid,
    createdAt: world.now, publishedOn: null, publishedAt: null, publishedBy: null, stopped: null,
  }
  return world.store.change({ there: ['charge_policies', policy._id] }, ({ there }): Decision<ChargePolicy> => {
    return there ? { writes: [], result: there } : { writes: [put('charge_policies', policy)], result: policy }
  })
}
function discountTerms({ basis, days, off }: DiscountRule) {
  return [basis, days, 'percent' in off ? off.percent : null, 'amount' in off ? off.amount : null]
}

type Sum = { readonly total: Fen; readonly households: number }
const NOTHING: Sum = { total: ZERO, households: 0 }

/** As if the rule had always been in force and everybody been told: a size, not a bill. */
async function tried(policy: ChargePolicy, spared: Charges['spared'], world: World): Promise<Drafted['preview']> {
  const always = { ...policy, dueFrom: '' as Day, publishedOn: '' as Day, publishedAt: world.now satisfies Instant }
  const charges: Charges = { policies: [always], spared }
  let [late, discount] = [NOTHING, NOTHING]
  for await (const page of owingAccounts(world.store, policy.communityId, OWING, ACCOUNTS_A_PAGE)) {
    for (const account of page.map(everybodyTold)) {
      late = added(late, sumFen(account.open.map((bill) => lateOn(account, bill, world.today, charges))))
      discount = added(discount, sumFen([...discountsOn(account, account.open, world.today, charges).values()]))
    }
    if (!hasTime(world)) return { late, discount, whole: page.length < ACCOUNTS_A_PAGE }
  }
  return { late, discount, whole: true }
}

function everybodyTold(account: Account): Account {
  return { ...account, open: account.open.map((bill) => ({ ...bill, toldOn: bill.toldOn ?? bill.dueOn })) }
}
function added({ total, households }: Sum, amount: Fen): Sum {
  return { total: fen(total + amount), households: households + (amount > 0 ? 1 : 0) }
}
