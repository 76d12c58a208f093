import type { Day } from '@contract/calendar'
import { FEE_ITEMS } from '@core/domain/billing/tariff'
import { addDays } from '@core/domain/calendar'
import { give, payersOn, setFree, type Given } from '@core/domain/estate/holdings'
import type { Holding } from '@core/store/records'
import fc from 'fast-check'

const PREMISES = { _id: 'p', communityId: 'c' }
const ITEMS = Object.keys(FEE_ITEMS)
const first: Holding = { _id: 'holding-1', communityId: 'c', accountId: 'seller', premisesId: 'p', from: '2020-01-01' as Day, to: null }
const said = (holdings: readonly Holding[]) =>
  holdings.filter(({ from, to }) => to === null || to >= from).map(
    ({ accountId, from, to, items }) => `${accountId} ${from} ${to ?? ''}${items ? ` ${items.length}` : ''}`,
  )
const given = (accountId: string, from: string, to: string | null = null, items?: readonly string[]): Given => ({
  accountId, role: 'owner', from: from as Day, to: to as Day | null, ...(items ? { items } : {}),
})

describe('days of a premises', () => {
  it('F36 go to a buyer from the hand-over on, and the seller’s end the day before', () => {
    expect(said(give([first], PREMISES, given('buyer', '2026-07-11')))).toEqual(['seller 2020-01-01 2026-07-10', 'buyer 2026-07-11 '])
  })
  it('go to a tenant for a while and some items, and come back', () => {
    const holdings = give([first], PREMISES, given('tenant', '2026-03-01', '2027-02-28', ['parking', 'water']))
    expect(said(holdings)).toEqual([
      'seller 2020-01-01 2026-02-28', 'seller 2026-03-01 2027-02-28 7', 'tenant 2026-03-01 2027-02-28 2', 'seller 2027-03-01 ',
    ])
  })
  it('go to a sponsor for named months within a tenancy', () => {
    const holdings = give(give([first], PREMISES, given('tenant', '2026-03-01', '2026-12-31')), PREMISES, given('sponsor', '2026-05-01', '2026-05-31'))
    expect(said(holdings)).toEqual([
      'seller 2020-01-01 2026-02-28', 'tenant 2026-03-01 2026-04-30', 'sponsor 2026-05-01 2026-05-31', 'tenant 2026-06-01 2026-12-31', 'seller 2027-01-01 ',
    ])
  })
  it('given again are the same holdings', () => {
    const once = give([first], PREMISES, given('buyer', '2026-07-11'))
    expect(give(once, PREMISES, given('buyer', '2026-07-11'))).toEqual(once)
  })
  it('from the very first day leave the one before without a day, and not without a trace', () => {
    const holdings = give([first], PREMISES, given('buyer', '2020-01-01'))
    expect(said(holdings)).toEqual(['buyer 2020-01-01 '])
    expect(holdings.find(({ _id }) => _id === 'holding-1')).toMatchObject({ to: '2019-12-31' })
  })
  it('are free by contract once, however often it is said', () => {
    const free = { from: '2026-01-01' as Day, to: '2026-03-31' as Day, says: '免租期' }
    expect(setFree(setFree(first, free), free).free).toEqual([free])
  })

  const day = fc.integer({ min: 0, max: 400 }).map((offset) => addDays('2026-01-01' as Day, offset))
  const change = fc.record({
    accountId: fc.constantFrom('a', 'b', 'c', 'd'), from: day, length: fc.option(fc.integer({ min: 0, max: 200 })),
    items: fc.option(fc.uniqueArray(fc.constantFrom(...ITEMS), { minLength: 1, maxLength: 4 })),
  })
  it('have one payer each, whatever is given to whom in whatever order, and nobody else’s change', () => {
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      let holdings: readonly Holding[] = [first]
      for (const { accountId, from, length, items } of changes) {
        const to = length === null ? null : addDays(from, length)
        const before = holdings
        holdings = give(holdings, PREMISES, given(accountId, from, to, items ?? undefined))
        const edges = changes.flatMap((one) => [one.from, ...(one.length === null ? [] : [addDays(one.from, one.length)])])
        const wrong = edges.flatMap((edge) => [addDays(edge, -1), edge, addDays(edge, 1)]).flatMap((on) => ITEMS.filter((item) => {
          const payers = payersOn(holdings, on, item)
          const isGiven = on >= from && (to === null || on <= to) && (items === null || items.includes(item))
          return payers.length !== 1 || payers[0]?.accountId !== (isGiven ? accountId : payersOn(before, on, item)[0]?.accountId)
        }))
        expect(wrong).toEqual([])
        expect(new Set(holdings.map(({ _id }) => _id)).size).toBe(holdings.length)
      }
    }), { numRuns: 150 })
  })
})
