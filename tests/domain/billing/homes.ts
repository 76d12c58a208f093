import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { draftsFor, type PremisesFacts, NO_FACTS } from '@core/domain/billing/drafts'
import { ROUND_EACH_MONTH_TO_FEN, type TariffVersion } from '@core/domain/billing/tariff'
import type { Community, Holding, Meter, PoolShare, Premises, Reading } from '@core/store/records'

/** One home with everything that a charge may ask of it, for worked examples. */
const AT = '2026-01-01T09:00:00.000+08:00' as Instant
export const day = (text: string) => text as Day

export const COMMUNITY: Community = {
  _id: 'c', name: '算小区', companyName: '算物业', counterPhone: '0571-5550100', payees: [{ payeeId: 'p', name: '算物业' }], payeeOf: {}, paused: false,
}
export const home = (more: Partial<Premises> = {}): Premises => ({
  _id: 'premises', communityId: 'c', key: '101', label: '1栋101', building: '1栋', unit: '', room: '101', kind: 'residential', area: '100',
  tariffIds: [], createdAt: AT, ...more,
})
export const held = (accountId: string, from: string, to: string | null = null, more: Partial<Holding> = {}): Holding => ({
  _id: `holding-${accountId}-${from}`, communityId: 'c', accountId, premisesId: 'premises', from: day(from), to: to as Day | null, ...more,
})
export const tariff = (more: Partial<TariffVersion> = {}): TariffVersion => ({
  _id: `tariff-${more.effectiveFrom ?? '2020-01-01'}-${more.item ?? 'property_fee'}`, communityId: 'c', item: 'property_fee', kind: 'area', price: '2',
  rounding: ROUND_EACH_MONTH_TO_FEN, effectiveFrom: day('2020-01-01'), basis: '合同第六条', publishedOn: day('2020-01-01'), publishedBy: 'm', createdAt: AT,
  ...more,
})
export const meter = (id: string, since: string, removedOn: string | null = null, more: Partial<Meter> = {}): Meter => ({
  _id: id, communityId: 'c', premisesId: 'premises', item: 'water', label: id, serial: id, unit: 'ton', digits: 5, multiplier: '1', since: day(since),
  removedOn: removedOn as Day | null, createdAt: AT, ...more,
})
export const reading = (meterId: string, on: string, value: string, used: string | null, more: Partial<Reading> = {}): Reading => ({
  _id: `${meterId}.${on}`, communityId: 'c', meterId, premisesId: 'premises', item: 'water', day: day(on), value, kind: used === null ? 'base' : 'usual', used,
  before: null, rolledOver: false, unusual: false, photo: null, by: 's', billId: null, createdAt: AT, ...more,
})
export const share = (amount: number, more: Partial<PoolShare> = {}): PoolShare => ({
  _id: 'share', communityId: 'c', poolId: 'pool', premisesId: 'premises', item: 'public_energy', period: '2026-07', part: '100', whole: '5000',
  amount: fen(amount), ...more,
})

export function drafted(versions: readonly TariffVersion[], period: string, more: Partial<PremisesFacts> = {}) {
  const premises = { ...(more.premises ?? home()), tariffIds: versions.map(({ _id }) => _id) }
  const facts: PremisesFacts = {
    ...NO_FACTS, holdings: [held('a', '2020-01-01')], billed: [], ...more, premises, tariffs: new Map(versions.map((one) => [one._id, one])),
  }
  return draftsFor(facts, { communityId: 'c', period, items: [] }, COMMUNITY)
}

export const amounts = ({ drafts }: ReturnType<typeof drafted>) => drafts.map(({ amount }) => amount)
export const codes = ({ skips }: ReturnType<typeof drafted>) => skips.map(({ code }) => code)
export const spans = ({ drafts }: ReturnType<typeof drafted>) => drafts.map(({ accountId, from, to }) => `${accountId} ${from} ${to}`)
export const words = ({ drafts }: ReturnType<typeof drafted>, i = 0) => drafts[i]?.working.map(({ says }) => says)
