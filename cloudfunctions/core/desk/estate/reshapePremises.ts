import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { issueDrafts } from '@core/desk/billing/issueDrafts'
import { draftsOf, tariffsOf } from '@core/desk/billing/runPages'
import { auditRow } from '@core/desk/people/audit'
import { parseDecimal, QUANTITY_PLACES } from '@core/domain/billing/decimal'
import { keyOf, labelOf, readRoom } from '@core/domain/billing/ledger/place'
import { type Part, reshape, type Reshaped } from '@core/domain/estate/reshaping'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Bill, Holding, Premises } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { createHash } from 'node:crypto'
import { correctAll, mayCorrect } from './correctBilled'
import { billsShown, billsSince, holdingsOf, namesOf, permitPremises } from './premisesFacts'

type Answer = StaffAnswer<'premises.reshape'>
type Ask = {
  readonly premisesIds: readonly string[]
  readonly on: Day
  readonly into: readonly { readonly room: string; readonly area: string }[]
  readonly preview: boolean
  readonly correct?: boolean | undefined
}

/**
 * premises.reshape: one premises becomes several, or several one, from a day on (rules §3). What was
 * billed of later days is corrected: the old bill keeps the days before, the new premises get bills
 * of theirs. Meters come down first, since a value of the day stands between the two.
 */
export async function reshapePremises(ask: Ask, caller: Caller, world: World): Promise<Outcome<Answer>> {
  const old: Premises[] = []
  for (const premisesId of new Set(ask.premisesIds)) {
    const seen = await permitPremises(world, caller, premisesId, 'change_estate')
    if (!seen.ok) return seen
    old.push(seen.value)
  }
  const first = present(old[0], 'a premises')
  const parts = partsOf(first, ask)
  if (!parts) return refuse('ASK_MALFORMED')
  const isDone = (await world.store.getMany('premises', parts.map(({ _id }) => _id))).length === parts.length
  const holdings = (await Promise.all(old.map((one) => holdingsOf(one, world)))).flat()
  const after = reshape(isDone ? old.map(asBefore) : old, isDone ? [] : holdings, parts, ask.on, world.now)
  if (typeof after === 'string') return refuse(after)
  const fault = isDone ? null : await faultOf(old, parts, first.communityId, world)
  if (fault) return refuse(fault)
  const affected = (await Promise.all(old.map((one) => billsSince(one, ask.on, world)))).flat().filter((bill) => !bill.void)
  const accounts = await namesOf([...affected, ...after.holdings].map(({ accountId }) => accountId), world)
  const shown = {
    ends: old.map(({ label, area }) => ({ label, area })), begins: parts.map(({ label, area }) => ({ label, area })),
    payer: [...new Set(after.holdings.map(({ accountId }) => accounts.get(accountId)?.name ?? ''))].join('、'), affected: billsShown(affected, accounts),
  }
  if (ask.preview) return accept({ ...shown, premisesIds: [], issued: [] })
  const may = await mayCorrect(affected, ask.correct ?? false, caller, world)
  if (!may.ok) return may
  const saved = isDone ? accept(null) : await save(old, holdings, after, ask.on, caller, world)
  if (!saved.ok) return saved
  const corrected = await correctAll(affected, '房屋拆分或合并', caller, world)
  if (!corrected.ok) return corrected
  const issued = await issueParts(parts.map(({ _id }) => _id), await voidSince(old, ask.on, world), world)
  return accept({ ...shown, premisesIds: parts.map(({ _id }) => _id), issued: [...corrected.value, ...issued] })
}

/** Named by the event: the same split asked for twice is one. Null: a room or an area that means nothing. */
function partsOf({ communityId, building, unit }: Premises, { into, on, premisesIds }: Ask): readonly Part[] | null {
  const parts = into.map(({ room: written, area }): Part | null => {
    const room = readRoom(written)
    const exact = parseDecimal(area, QUANTITY_PLACES)
    if (room.is !== 'read' || exact === null || exact <= 0n) return null
    const place = { building, unit, room: room.value }
    const digest = createHash('sha256').update(JSON.stringify([communityId, keyOf(place), on, [...premisesIds].sort()])).digest('hex').slice(0, 24)
    return { _id: `premises-${digest}`, key: keyOf(place), label: labelOf(place), room: room.value, area }
  })
  const whole = parts.filter((part) => part !== null)
  return whole.length === into.length && new Set(whole.map(({ key }) => key)).size === into.length ? whole : null
}

function asBefore({ until: _, ...premises }: Premises): Premises {
  return premises
}

async function faultOf(old: readonly Premises[], parts: readonly Part[], communityId: string, world: World) {
  const [known, meters] = await Promise.all([
    world.store.find('premises', { where: { communityId, key: { in: parts.map(({ key }) => key) } }, limit: parts.length }),
    Promise.all(['water', 'electricity', 'gas', 'heating', 'public_energy', 'lift'].map((item) =>
      world.store.find('meters', { where: { communityId, item, premisesId: { in: old.map(({ _id }) => _id) } }, limit: 100 }))),
  ])
  if (known.length > 0) return 'PREMISES_KNOWN'
  return meters.flat().some(({ removedOn }) => removedOn === null) ? 'PREMISES_METERED' : null
}

/** All of it in one transaction, only on what was seen; an account that is called by its only home is called by the new one. */
async function save(
  old: readonly Premises[], holdings: readonly Holding[], after: Reshaped, on: Day, caller: Caller, world: World,
): Promise<Outcome<null>> {
  const first = present(old[0], 'a premises')
  const audit = auditRow(world, {
    communityId: first.communityId, by: caller.openid, act: 'premises.reshape', on: first._id,
    detail: `${on} ${after.begun.map(({ label }) => label).join('、')}`,
  })
  const accountIds = [...new Set(after.holdings.map(({ accountId }) => accountId))]
  const reads = {
    premises: ['premises', old.map(({ _id }) => _id)], holdings: ['holdings', holdings.map(({ _id }) => _id)], accounts: ['accounts', accountIds],
  } as const
  return world.store.change(reads, ({ premises, holdings: there, accounts }): Decision<Outcome<null>> => {
    const isSeen = JSON.stringify(premises) === JSON.stringify(old) && JSON.stringify(there) === JSON.stringify(holdings)
    if (!isSeen) return { writes: [], result: refuse('TRY_AGAIN') }
    const renamed = accounts.flatMap(
      (account) => (account && account.label === first.label ? [{ ...account, label: present(after.begun[0], 'a part').label }] : []),
    )
    return {
      writes: [
        ...after.ended.map((one) => put('premises', one)), insert('premises', ...after.begun), ...after.holdings.map((one) => put('holdings', one)),
        ...renamed.map((account) => put('accounts', account)), insert('audit', audit),
      ],
      result: accept(null),
    }
  })
}

/** Bills of the old premises that reached beyond the day and are void now: the items and periods that the new ones are billed for. */
async function voidSince(old: readonly Premises[], on: Day, world: World): Promise<readonly Bill[]> {
  return (await Promise.all(old.map((one) => billsSince(one, on, world)))).flat().filter((bill) => bill.void)
}

async function issueParts(premisesIds: readonly string[], bills: readonly Bill[], world: World) {
  const [first] = bills
  if (!first) return []
  const { communityId } = first
  const [community, premises, tariffs] = await Promise.all([
    world.store.get('communities', communityId), world.store.getMany('premises', premisesIds), tariffsOf(communityId, world),
  ])
  const issued: Answer['issued'] = []
  for (const slot of new Set(bills.map(({ item, period }) => `${item} ${period}`))) {
    const [item = '', period = ''] = slot.split(' ')
    const { drafts } = await draftsOf(premises, { communityId, period, items: [item] }, present(community, 'the community'), tariffs, world)
    await issueDrafts(drafts, { kind: 'reissue', id: first._id }, world)
    issued.push(...drafts.map(({ _id, amount }) => ({ billId: _id, amount })))
  }
  return issued
}
