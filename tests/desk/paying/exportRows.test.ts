import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { ARREARS_COLUMNS, arrearsRows, BILL_COLUMNS, billRows, RECEIPT_COLUMNS, receiptRows, type Rows } from '@core/desk/paying/exports/tables'
import type { Charges } from '@core/domain/paying/lateCharge'
import type { World } from '@core/shell/world'
import type { Cell, Column } from '@core/sheets/writeBook'
import type { Bill, ChargePolicy, Community, OpenBill, Order, Premises, Receipt } from '@core/store/records'
import { insert } from '@core/store/store'
import { emptyMemory, memoryStore } from '../../model/memoryStore'
import { account } from '../../store/features'

const COMMUNITY: Community = {
  _id: 'c', name: '算小区', companyName: '算物业', counterPhone: '0571-5550100', paused: false, payees: [{ payeeId: 'p', name: '算物业' }], payeeOf: {},
}
const TODAY = '2026-08-10' as Day
const SHOPS = ['商铺1号', '商铺2号'] as const
const idOf = (i: number) => `shop-${i}.property_fee.2026-07.a.0`
const bill = (i: number) => ({
  _id: idOf(i), communityId: 'c', accountId: 'a', premisesId: `shop-${i}`, item: 'property_fee', title: '物业服务费', period: '2026-07', from: '2026-07-01',
  to: '2026-07-31', dueOn: '2026-07-31', payeeId: 'p', payeeName: '算物业', amount: fen(1_000_00), working: [], tariff: null, void: false,
}) as unknown as Bill
const open = (i: number): OpenBill => ({
  billId: idOf(i), item: 'property_fee', title: '物业服务费', period: '2026-07', payeeId: 'p', dueOn: '2026-07-31' as Day, outstanding: fen(1_000_00),
  toldOn: '2026-07-01' as Day,
})
/** One in a thousand a day from the day after: ten days by 10 August. */
const CHARGES: Charges = {
  spared: [],
  policies: [{
    _id: 'v', communityId: 'c', payeeId: 'p', items: ['property_fee'], dueFrom: '2026-07-01' as Day, discount: null, stopped: null,
    late: { clause: '第八条', rate: '0.001', graceDays: 0, cap: '0.3' }, publishedOn: '2026-06-01' as Day, publishedAt: '2026-06-01T09:00:00.000+08:00' as Instant,
  } as unknown as ChargePolicy],
}

describe('rows of a company with two shops in one account', () => {
  const store = memoryStore(emptyMemory())
  const world = { store, today: TODAY, elapsedMs: () => 0 } as unknown as World
  const asked = { community: COMMUNITY, charges: CHARGES, span: { from: '2026-01-01' as Day, to: '2026-12-31' as Day }, after: undefined }
  beforeAll(async () => {
    const company = account('a', 'c', { label: SHOPS[0], name: '某公司', phones: ['13812345678'], open: [open(0), open(1)], oldestDueOn: '2026-07-31' as Day })
    await store.change({}, () => ({ writes: [insert('accounts', company)], result: null }))
    await store.addNew('premises', SHOPS.map((label, i) => ({ _id: `shop-${i}`, communityId: 'c', label }) as unknown as Premises))
    await store.addNew('bills', [bill(0), bill(1)])
    const paidAt = '2026-08-02T10:11:12.000+08:00' as Instant
    await store.addNew('orders', [{
      _id: 'L_1', transactionId: '42001', surplus: fen(50),
      placed: [{ billId: idOf(0), amount: fen(1_001_00), late: fen(3_00), charge: fen(3_00), discount: fen(2_00) }],
    } as unknown as Order])
    await store.addNew('receipts', [{
      _id: 'r', communityId: 'c', accountId: 'a', payeeId: 'p', year: '2026', seq: 1, receiptNo: '2026-000001', outTradeNo: 'L_1', amount: fen(1_001_50),
      paidAt,
    } satisfies Receipt])
  })
  const column = ({ rows }: Rows, columns: readonly Column[], title: string): readonly (Cell | undefined)[] => {
    const at = columns.findIndex((one) => one.title === title)
    expect(at).toBeGreaterThanOrEqual(0)
    return rows.map((row) => row[at])
  }

  it('name each bill’s own room, and its late charge in a column of its own', async () => {
    const bills = await billRows(asked, world)
    expect([...column(bills, BILL_COLUMNS, '房号')].sort()).toEqual(SHOPS)
    expect(column(bills, BILL_COLUMNS, '违约金')).toEqual([10_00, 10_00])
    expect(column(bills, BILL_COLUMNS, '未收')).toEqual([1_000_00, 1_000_00])
    const arrears = await arrearsRows(asked, world)
    expect([...column(arrears, ARREARS_COLUMNS, '房号')].sort()).toEqual(SHOPS)
    expect(column(arrears, ARREARS_COLUMNS, '违约金')).toEqual([10_00, 10_00])
    expect(column(arrears, ARREARS_COLUMNS, '电话')).toEqual(['138****5678', '138****5678'])
  })

  it('of receipts tell what was late charge, what waits for a person, and what was taken off', async () => {
    const receipts = await receiptRows(asked, world)
    const titles = ['金额', '其中违约金', '其中待处理款', '另减优惠', '微信支付订单号', '明细']
    expect(titles.map((title) => column(receipts, RECEIPT_COLUMNS, title)[0])).toEqual(
      [1_001_50, 3_00, 50, 2_00, '42001', '物业服务费 1001.00；待处理款 0.50'],
    )
    expect(receipts.rows.every((row) => row.length === RECEIPT_COLUMNS.length)).toBe(true)
  })
})
