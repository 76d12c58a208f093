import type { Day } from '@contract/calendar'
import type { Account, Bill, Premises } from '@core/store/records'
import { COMMUNITY, openTown, type Town, value } from '../../town'

const ON = '2026-07-16' as Day

describe('premises split and merged, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown({ clockStartsAt: '2026-07-10T09:00:00+08:00' })
    await town.bill('2026-07')
  })
  afterAll(() => town.stop())
  const idOf = async (room: string) => (await town.look<Premises>('premises', { communityId: COMMUNITY, room }))[0]?._id ?? ''
  const reshape = async (rooms: readonly string[], into: { room: string; area: string }[], more: object = {}) =>
    town.staffed(town.staff.manager, 'premises.reshape', {
      premisesIds: await Promise.all(rooms.map(idOf)), on: ON, into, preview: false, correct: true, ...more,
    } as never)
  const billsOf = async (accountId: string) => (await town.look<Bill>('bills', { accountId, period: '2026-07', void: false }))
    .map(({ premisesId, from, to, amount }) => ({ premisesId, from, to, amount })).sort((a, b) => (a.from < b.from ? -1 : 1))

  it('F47 a split shows what it changes first, corrects the month’s bill, and keeps payer and debt', async () => {
    const { accountId } = await town.moveIn('103')
    const parts = [{ room: '103A', area: '60' }, { room: '103B', area: '40' }]
    const seen = value(await reshape(['103'], parts, { preview: true })) as { begins: object[]; payer: string; affected: object[] }
    expect(seen).toMatchObject({ begins: [{ label: '1栋1单元103A', area: '60' }, { label: '1栋1单元103B' }], payer: '丙三', affected: [{ amount: 200_00 }] })
    expect(await idOf('103A')).toBe('')
    expect(await reshape(['103'], parts, { correct: false })).toMatchObject({ refusal: 'HANDOVER_BILLED' })
    value(await reshape(['103'], parts))
    const [before, ...after] = await billsOf(accountId)
    expect(before).toMatchObject({ from: '2026-07-01', to: '2026-07-15', amount: 96_77 })
    expect(after.map(({ from, to, amount }) => [from, to, amount]).sort()).toEqual([['2026-07-16', '2026-07-31', 41_29], ['2026-07-16', '2026-07-31', 61_94]])
    const [account] = await town.look<Account>('accounts', { _id: accountId })
    expect(account).toMatchObject({ outstanding: 200_00, label: '1栋1单元103A' })
    expect(await town.holds()).toEqual([])
    const again = value(await reshape(['103'], parts)) as { issued: object[] }
    expect([again.issued, (await billsOf(accountId)).length]).toEqual([[], 3])
  })

  it('the next run bills the parts, and the old home no more', async () => {
    const seen = value(await town.staffed(town.staff.finance, 'billing.preview', { communityId: COMMUNITY, period: '2026-08' }))
    expect(seen).toMatchObject({ count: 6, total: 1000_00 })
  })

  it('a merger of two payers is refused in words; after a sale to one it goes', async () => {
    const into = [{ room: '101-102', area: '200' }]
    expect(await reshape(['101', '102'], into)).toMatchObject({ refusal: 'RESHAPE_PAYERS' })
    const { accountId } = await town.moveIn('101')
    value(await town.staffed(town.staff.manager, 'premises.assign', {
      premisesId: await idOf('102'), role: 'owner', from: ON, accountId, preview: false, correct: true,
    }))
    const merged = value(await reshape(['101', '102'], into)) as { premisesIds: string[] }
    expect(merged.premisesIds).toHaveLength(1)
    const days = (await billsOf(accountId)).filter(({ premisesId }) => premisesId === merged.premisesIds[0])
    expect(days).toMatchObject([{ from: ON, to: '2026-07-31', amount: 206_45 }])
    expect(await town.holds()).toEqual([])
  })

  it('a room that is taken, a meter that still counts and a collector are refused in words', async () => {
    expect(await reshape(['104'], [{ room: '103A', area: '10' }])).toMatchObject({ refusal: 'PREMISES_KNOWN' })
    const premisesId = await idOf('104')
    const { meterId } = value(await town.staffed(town.staff.manager, 'meter.add', {
      premisesId, item: 'water', serial: 'W-104', unit: 'ton', digits: 5, multiplier: '1', on: '2026-07-01' as Day, base: '5',
    }))
    const into = [{ room: '104A', area: '50' }, { room: '104B', area: '50' }]
    expect(await reshape(['104'], into)).toMatchObject({ refusal: 'PREMISES_METERED' })
    const removal = { meterId, on: '2026-07-10' as Day, last: '9', rolledOver: false }
    expect(value(await town.staffed(town.staff.manager, 'meter.remove', removal))).toEqual({ used: '4' })
    expect(value(await town.staffed(town.staff.manager, 'meter.remove', removal))).toEqual({ used: '4' })
    expect(await town.staffed(town.staff.collector, 'premises.reshape', { premisesIds: [premisesId], on: ON, into, preview: true })).toMatchObject({
      refusal: 'ROLE_NOT_ALLOWED',
    })
    value(await reshape(['104'], into))
    expect(await town.holds()).toEqual([])
  })
})
