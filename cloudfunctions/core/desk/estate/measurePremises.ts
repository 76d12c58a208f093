import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { measuredAnew } from '@core/domain/estate/areas'
import { setFree } from '@core/domain/estate/holdings'
import { parseDecimal, QUANTITY_PLACES } from '@core/domain/billing/decimal'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, present, put } from '@core/store/store'
import { correctAll, mayCorrect } from './correctBilled'
import { billsShown, billsSince, namesOf, permitPremises } from './premisesFacts'

type Measured = Outcome<StaffAnswer<'premises.measure'>>
type Ask = { premisesId: string; area: string; from: Day; preview: boolean; correct?: boolean | undefined }

/** premises.measure: another area from a day on. The difference of what is billed comes by a new bill in place of the old (rules §3). */
export async function measurePremises({ premisesId, area, from, preview, correct = false }: Ask, caller: Caller, world: World): Promise<Measured> {
  const seen = await permitPremises(world, caller, premisesId, 'change_estate')
  if (!seen.ok) return seen
  const exact = parseDecimal(area, QUANTITY_PLACES)
  if (exact === null || exact <= 0n) return refuse('ASK_MALFORMED')
  const premises = seen.value
  const affected = (await billsSince(premises, from, world)).filter((bill) => !bill.void && bill.facts?.area !== undefined && bill.facts.area !== area)
  const accounts = await namesOf(affected.map(({ accountId }) => accountId), world)
  const shown = { area, affected: billsShown(affected, accounts) }
  if (preview) return accept({ ...shown, issued: [] })
  const may = await mayCorrect(affected, correct, caller, world)
  if (!may.ok) return may
  const { communityId } = premises
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'premises.measure', on: premisesId, detail: `${area} ${from}` })
  await world.store.change({ premises: ['premises', premisesId] }, ({ premises: found }): Decision<null> => ({
    writes: [put('premises', measuredAnew(present(found, 'the premises'), area, from)), insert('audit', audit)], result: null,
  }))
  const issued = await correctAll(affected, '面积更正', caller, world)
  return issued.ok ? accept({ ...shown, issued: [...issued.value] }) : issued
}

type FreeAsk = { holdingId: string; from: Day; to: Day; items?: string[] | undefined; says: string }

/** premises.free: days that cost nothing by contract. Bills of them that are out already are named, to be looked at one by one. */
export async function freePremises(
  { holdingId, from, to, items, says }: FreeAsk, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'premises.free'>>> {
  const holding = await world.store.get('holdings', holdingId)
  if (!holding) return refuse('HOLDING_NOT_FOUND')
  const seen = await permitPremises(world, caller, holding.premisesId, 'change_estate')
  if (!seen.ok) return seen
  if (to < from) return refuse('DAYS_REVERSED')
  const audit = auditRow(world, { communityId: holding.communityId, by: caller.openid, act: 'premises.free', on: holdingId, detail: `${from} ${to}` })
  await world.store.change({ holding: ['holdings', holdingId] }, ({ holding: found }): Decision<null> => {
    const now = present(found, 'the holding')
    const next = setFree(now, { from, to, says, ...(items ? { items } : {}) })
    return { writes: next === now ? [] : [put('holdings', next), insert('audit', audit)], result: null }
  })
  const bills = await billsSince(seen.value, from, world, items)
  const affected = bills.filter((bill) => !bill.void && bill.accountId === holding.accountId && bill.from <= to)
  return accept({ affected: billsShown(affected, await namesOf([holding.accountId], world)) })
}

type NoteAsk = { premisesId: string; handedOverOn?: Day | undefined; persons?: number | undefined }

/** premises.note: facts that later bills ask for. */
export async function notePremises({ premisesId, handedOverOn, persons }: NoteAsk, caller: Caller, world: World): Promise<Outcome<{ saved: true }>> {
  const seen = await permitPremises(world, caller, premisesId, 'change_estate')
  if (!seen.ok) return seen
  const fields = { ...(handedOverOn === undefined ? {} : { handedOverOn }), ...(persons === undefined ? {} : { persons }) }
  await world.store.change({ premises: ['premises', premisesId] }, ({ premises }): Decision<null> => ({
    writes: [put('premises', { ...present(premises, 'the premises'), ...fields })], result: null,
  }))
  return accept({ saved: true as const })
}
