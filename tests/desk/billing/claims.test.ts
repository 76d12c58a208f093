import type { Account, Bill } from '@core/store/records'
import { writeLedger } from '../../../local/estate/workbook'
import { COMMUNITY, HOUSEHOLDS, openTown, pay, type Town, value } from '../../town'

describe('claims of a former manager, through the real functions', () => {
  let town: Town
  let owner: { openid: string; accountId: string }
  beforeAll(async () => {
    town = await openTown()
    owner = await town.moveIn('103')
  })
  afterAll(() => town.stop())
  const claims = async () => value(await town.staffed(town.staff.manager, 'claim.list', { accountId: owner.accountId }))
  const account = async () => (await town.look<Account>('accounts', { _id: owner.accountId }))[0]

  it('a whole ledger of them becomes history: nothing is owed, asked for or shown to the resident', async () => {
    const lines = HOUSEHOLDS.map((one) => ({ ...one, paidThrough: '2024-04-30', months: 2, owed: '400.00', remark: '' }))
    const file = { base64: (await writeLedger('旧城物业欠费台账', '2024-06-30', lines)).toString('base64') }
    const before = await account()
    const ask = { communityId: COMMUNITY, file, former: '旧城物业' }
    const { importId } = value(await town.staffed(town.staff.finance, 'ledger.preview', ask))
    value(await town.staffed(town.staff.manager, 'ledger.confirm', { importId }))
    expect(await claims()).toMatchObject(
      { total: 400_00, claims: [{ period: '2024-05', holder: '旧城物业', assigned: null }, { period: '2024-06', amount: 200_00 }] },
    )
    expect(await account()).toEqual(before)
    const home = value(await town.resident(owner.openid, 'home.show', { accountId: owner.accountId }))
    expect(JSON.stringify(home)).not.toContain('旧城')
    const other = value(await town.staffed(town.staff.finance, 'ledger.preview', { communityId: COMMUNITY, file }))
    expect(other.importId).not.toBe(importId)
    value(
      await town.staffed(town.staff.manager, 'ledger.confirm', { importId: (value(await town.staffed(town.staff.finance, 'ledger.preview', ask))).importId }),
    )
    expect((await claims()).claims).toHaveLength(2)
    expect(await town.holds()).toEqual([])
  })

  it('one by hand is noted once', async () => {
    const ask = { accountId: owner.accountId, item: 'parking' as const, from: '2024-01-01', to: '2024-03-31', amount: 450_00, holder: '旧城物业' }
    const first = value(await town.staffed(town.staff.finance, 'claim.note', ask))
    expect(value(await town.staffed(town.staff.finance, 'claim.note', ask))).toEqual(first)
    expect((await claims()).total).toBe(850_00)
    expect(await town.staffed(town.staff.collector, 'claim.note', ask)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
  })

  it('assigned with file and notice it is a bill, once, due when it always was, and can be paid', async () => {
    const [may, june] = (await claims()).claims.filter(({ title }) => title === '物业服务费')
    const ask = { claimId: june?.claimId ?? '', agreement: '债权转让协议 2026-03 号', noticeOn: '2026-07-01' }
    expect(await town.staffed(town.staff.finance, 'claim.assign', ask)).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await town.staffed(town.staff.manager, 'claim.assign', { ...ask, noticeOn: '2026-07-02' })).toMatchObject({ refusal: 'CLAIM_NOTICE_AHEAD' })
    const [{ billId } = { billId: '' }, again] = await Promise.all([0, 1].map(async () => value(await town.staffed(town.staff.manager, 'claim.assign', ask))))
    expect(again).toEqual({ billId })
    expect(await account()).toMatchObject({ outstanding: 200_00, open: [{ billId, dueOn: '2024-06-30', interruptedOn: '2026-07-01' }] })
    const shown = value(await town.resident(owner.openid, 'bill.show', { billId: billId ?? '' }))
    expect(shown.working.steps[0]?.says).toContain('债权转让协议 2026-03 号')
    await pay(town, await town.order(owner.openid, { accountId: owner.accountId, billIds: [billId ?? ''] }))
    expect((await account())?.outstanding).toBe(0)
    expect(may?.assigned).toBeNull()
    expect(await town.holds()).toEqual([])
  })

  it('days that are billed already stand in the way', async () => {
    await town.bill('2026-07')
    const [bill] = await town.look<Bill>('bills', { accountId: owner.accountId, period: '2026-07' })
    const claim = { accountId: owner.accountId, item: 'property_fee' as const, from: '2026-07-31', to: '2026-08-01', amount: 5_00, holder: '旧城物业' }
    const { claimId } = value(await town.staffed(town.staff.manager, 'claim.note', claim))
    expect(bill?.void).toBe(false)
    expect(
      await town.staffed(town.staff.manager, 'claim.assign', { claimId, agreement: '协议', noticeOn: '2026-07-01' }),
    ).toMatchObject({ refusal: 'CLAIM_BILLED' })
  })
})
