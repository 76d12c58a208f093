import type { Day, Instant } from '@contract/calendar'
import { addDays } from '@core/domain/calendar'
import { draftsFor, NO_FACTS } from '@core/domain/billing/drafts'
import { type Part, reshape, type Reshaped } from '@core/domain/estate/reshaping'
import type { Holding, Premises } from '@core/store/records'
import fc from 'fast-check'
import { COMMUNITY, day, held, home, tariff } from '../billing/homes'

const AT = '2026-07-01T09:00:00.000+08:00' as Instant
const TARIFF = tariff({ rounding: { to: 'fen', each: 'bill' } })
const old = (id: string, area: string, more: Partial<Premises> = {}) => home(
  { _id: id, key: id, label: `1栋${id}`, room: id, area, tariffIds: [TARIFF._id], ...more },
)
const part = (room: string, area: string): Part => ({ _id: room, key: room, label: `1栋${room}`, room, area })
const holds = (premisesId: string, accountId = 'a', from = '2020-01-01', to: string | null = null): Holding =>
  ({ ...held(accountId, from, to), _id: `h-${premisesId}-${accountId}-${from}`, premisesId })
const done = (found: Reshaped | string): Reshaped => {
  if (typeof found === 'string') throw new Error(found)
  return found
}
/** What a quarter comes to over some premises, by payer. */
function billed(premises: readonly Premises[], holdings: readonly Holding[]) {
  const drafts = premises.flatMap((one) => draftsFor({
    ...NO_FACTS, premises: one, holdings: holdings.filter(({ premisesId }) => premisesId === one._id), billed: [], tariffs: new Map([[TARIFF._id, TARIFF]]),
  }, { communityId: 'c', period: '2026-Q3', items: [] }, COMMUNITY).drafts)
  return drafts
}
const after = (before: readonly Holding[], { holdings }: Reshaped) => [...before.filter(({ _id }) => !holdings.some((one) => one._id === _id)), ...holdings]

describe('premises that are split and merged', () => {
  it('a split: the old one is billed to the day before, the parts from the day on, each by its area', () => {
    const before = [holds('101')]
    const shaped = done(reshape([old('101', '100')], before, [part('101A', '60'), part('101B', '40')], day('2026-08-01'), AT))
    const drafts = billed([...shaped.ended, ...shaped.begun], after(before, shaped))
    expect(drafts.map(({ premisesId, from, to, amount }) => [premisesId, from, to, amount])).toEqual([
      ['101', '2026-07-01', '2026-07-31', 200_00], ['101A', '2026-08-01', '2026-09-30', 240_00], ['101B', '2026-08-01', '2026-09-30', 160_00],
    ])
  })

  it('a merger needs one payer: another is sold to first', () => {
    const two = [old('101', '100'), old('102', '80')]
    expect(reshape(two, [holds('101'), holds('102', 'b')], [part('101-102', '180')], day('2026-08-01'), AT)).toBe('RESHAPE_PAYERS')
    const shaped = done(reshape(two, [holds('101'), holds('102')], [part('101-102', '180')], day('2026-08-01'), AT))
    expect(shaped.holdings.filter(({ premisesId }) => premisesId === '101-102')).toMatchObject([{ accountId: 'a', from: '2026-08-01', to: null }])
  })

  it('not across units or kinds, not what has ended or not yet begun', () => {
    const [one] = [old('101', '100')]
    const to = [part('x', '1')]
    expect(reshape([one, old('201', '1', { unit: '2单元' })], [], to, day('2026-08-01'), AT)).toBe('RESHAPE_PLACES')
    expect(reshape([one, old('S1', '1', { kind: 'commercial' })], [], to, day('2026-08-01'), AT)).toBe('RESHAPE_PLACES')
    expect(reshape([{ ...one, until: day('2026-07-31') }], [], to, day('2026-08-01'), AT)).toBe('RESHAPE_OVER')
    expect(reshape([{ ...one, since: day('2026-08-01') }], [], to, day('2026-08-01'), AT)).toBe('RESHAPE_OVER')
    expect(typeof reshape([{ ...one, since: day('2026-07-31') }], [], to, day('2026-08-01'), AT)).toBe('object')
  })

  it('whoever is to buy it later buys the parts', () => {
    const before = [holds('101', 'a', '2020-01-01', '2026-08-31'), holds('101', 'b', '2026-09-01')]
    const shaped = done(reshape([old('101', '100')], before, [part('101A', '100')], day('2026-08-01'), AT))
    expect(shaped.holdings.filter(({ premisesId }) => premisesId === '101A').map(({ accountId, from, to }) => [accountId, from, to])).toEqual([
      ['a', '2026-08-01', '2026-08-31'], ['b', '2026-09-01', null],
    ])
    expect(
      after(before, shaped).filter(
        ({ premisesId, from, to }) => premisesId === '101' && (to === null || to >= from),
      ).map(({ accountId, to }) => [accountId, to]),
    )
      .toEqual([['a', '2026-07-31']])
  })

  it('every day keeps one payer and every square metre is billed once, whenever it happens', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 91 }), fc.integer({ min: 1, max: 99 }), fc.nat(91), (at, cut, sold) => {
      const on: Day = addDays(day('2026-07-01'), at)
      const sale: Day = addDays(day('2026-07-01'), sold)
      const before = sold === 0 ? [holds('101')] : [holds('101', 'a', '2020-01-01', addDays(sale, -1)), holds('101', 'b', sale)]
      const shaped = done(reshape([old('101', '100')], before, [part('A', `${cut}`), part('B', `${100 - cut}`)], on, AT))
      const holdings = after(before, shaped)
      const all = [...shaped.ended, ...shaped.begun]
      for (let i = 0; i < 92; i += 1) {
        const today = addDays(day('2026-07-01'), i)
        const there = all.filter(({ since, until }) => (since ?? today) <= today && (until ?? today) >= today)
        expect(there.reduce((sum, { area }) => sum + Number(area), 0)).toBe(100)
        for (const one of there) {
          const payers = holdings.filter(({ premisesId, from, to }) => premisesId === one._id && from <= today && (to === null || to >= today))
          expect(payers.map(({ accountId }) => accountId)).toEqual([sold !== 0 && today >= sale ? 'b' : 'a'])
        }
      }
      const total = billed(all, holdings).reduce((sum, { amount }) => sum + amount, 0)
      // A month cut by days is rounded once a bill: at most one fen a bill apart from the whole.
      expect(Math.abs(total - 600_00)).toBeLessThanOrEqual(6)
    }))
  })
})
