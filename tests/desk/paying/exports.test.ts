import { parsePlain } from '../../fixtures/money'
import type { Entry } from '@core/domain/paying/ledger'
import { usualAccounts, voucherKeyOf } from '@core/domain/paying/voucherAccounts'
import { KINGDEE_COLUMNS, YONYOU_HEAD } from '@core/sheets/voucherFiles'
import type { AuditRow, Bill } from '@core/store/records'
import ExcelJS from 'exceljs'
import { COMMUNITY, HOUSEHOLDS, openTown, pay, type Town, value } from '../../town'

const SPAN = { communityId: COMMUNITY, from: '2026-01-01', to: '2026-12-31' } as const

async function tableOf(base64: string, sheet = 0) {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.from(base64, 'base64') as never)
  const found = book.worksheets[sheet]
  if (!found) throw new Error('no sheet')
  const rows: ExcelJS.CellValue[][] = []
  found.eachRow((row) => rows.push((row.values as ExcelJS.CellValue[]).slice(1)))
  const [head = [], ...body] = rows
  const at = (title: string) => head.indexOf(title)
  return { book, sheet: found, head, body, column: (title: string) => body.map((row) => row[at(title)]) }
}
const fenOf = (cell: ExcelJS.CellValue | undefined) => Math.round(Number(cell ?? 0) * 100)

describe('tables that leave the house, read back', () => {
  let town: Town
  let openid = ''
  const make = async (what: 'bills' | 'arrears' | 'receipts' | 'yonyou' | 'kingdee', more: object = {}) =>
    value(await town.staffed(town.staff.finance, 'export.make', { ...SPAN, what, ...more }))
  beforeAll(async () => {
    // A name that a spreadsheet would take for a formula.
    const households = HOUSEHOLDS.map((one) => (one.room === '201' ? { ...one, name: '=1+1' } : one))
    town = await openTown({ households })
    await town.bill('2026-07')
    const owner = await town.moveIn('102')
    openid = owner.openid
    await pay(town, await town.order(openid, { accountId: owner.accountId }))
    await town.cloud.timer('sweep')
    const [bill] = await town.look<Bill>('bills', { period: '2026-07', accountId: (await town.moveIn('103')).accountId })
    value(await town.staffed(town.staff.manager, 'bill.void', { billId: bill?._id ?? '', reason: '面积登记错误', reissue: true }))
  })
  afterAll(() => town.stop())

  it('bills: every one that counts, to the fen, and the sum of each column of money', async () => {
    const made = await make('bills')
    const bills = (await town.look<Bill>('bills', { communityId: COMMUNITY })).filter((bill) => !bill.void)
    const { column, body, sheet } = await tableOf(made.base64)
    const ids = column('账单编号').slice(0, -1)
    expect([...ids].sort()).toEqual(bills.map(({ _id }) => _id).sort())
    for (const [i, id] of ids.entries()) {
      const bill = bills.find(({ _id }) => _id === id)
      expect([fenOf(column('应收')[i]), (column('缴费截止日')[i] as Date).toISOString().slice(0, 10)]).toEqual([bill?.amount, bill?.dueOn])
    }
    const total = bills.reduce((sum, { amount }) => sum + amount, 0)
    expect([made.rows, made.total, fenOf(column('应收').at(-1))]).toEqual([bills.length, total, total])
    expect(fenOf(column('已收或已抵').at(-1)) + fenOf(column('未收').at(-1))).toBe(total)
    expect(body.at(-1)?.[0]).toBe('合计')
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(made.name).toBe('测试里_账单_2026-01-01_2026-12-31.xlsx')
  })

  it('a name that begins like a formula is a name', async () => {
    const { book, column } = await tableOf((await make('bills')).base64)
    expect(column('缴费户')).toContain('=1+1')
    book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined())))
  })

  it('bills of some days are those that fall due in them', async () => {
    const made = await make('bills', { from: '2026-07-01', to: '2026-07-31' })
    expect(made.rows).toBe(5)
    expect((await make('bills', { from: '2027-01-01', to: '2027-12-31' })).rows).toBe(0)
    expect(await town.staffed(town.staff.finance, 'export.make', { ...SPAN, what: 'bills', from: '2026-12-31', to: '2026-01-01' })).toMatchObject({
      refusal: 'DAYS_REVERSED',
    })
  })

  it('without days they are of this year until today, and due days to come are not', async () => {
    const made = value(await town.staffed(town.staff.finance, 'export.make', { communityId: COMMUNITY, what: 'bills' }))
    expect([made.rows, made.name]).toEqual([4, '测试里_账单_2026-01-01_2026-07-01.xlsx'])
  })

  it('offers the months and years that are whole, the payees, and a change of accounts to whoever may make it', async () => {
    const shown = value(await town.staffed(town.staff.finance, 'export.show', { communityId: COMMUNITY }))
    expect(shown).toMatchObject({ today: '2026-07-01', mayMap: true, payees: [{ payeeId: `${COMMUNITY}-company`, name: '测试里物业' }] })
    expect(shown.spans.map(({ says, from, to }) => `${says} ${from} ${to}`)).toEqual(
      ['上月 2026-06-01 2026-06-30', '本月 2026-07-01 2026-07-31', '今年 2026-01-01 2026-12-31', '去年 2025-01-01 2025-12-31'],
    )
    expect(await town.staffed(town.staff.collector, 'export.show', { communityId: COMMUNITY })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await town.staffed(town.staff.finance, 'export.show', { communityId: 'c-elsewhere' })).toMatchObject({ refusal: 'NOT_STAFF' })
  })

  it('arrears: what is past its due day, with the phone masked', async () => {
    const made = await make('arrears')
    const { column } = await tableOf(made.base64)
    expect(column('未收').map(fenOf)).toEqual([200_00, 200_00, 200_00, 600_00])
    expect(made.total).toBe(600_00)
    expect(column('电话')[0]).toBe('199****0101')
    expect(column('账龄').slice(0, 3)).toEqual(['31至90天', '30天以内', '30天以内'])
  })

  it('receipts: the numbers by which WeChat and the bank name the payment', async () => {
    const made = await make('receipts')
    const [receipt] = await town.look<{ receiptNo: string; amount: number; outTradeNo: string }>('receipts', { communityId: COMMUNITY })
    const { column } = await tableOf(made.base64)
    expect([column('收据号')[0], fenOf(column('金额')[0]), column('商户订单号')[0]]).toEqual([receipt?.receiptNo, receipt?.amount, receipt?.outTradeNo])
    expect(column('微信支付订单号')[0]).toMatch(/^\d+$/)
    expect(column('明细')[0]).toBe('物业服务费 400.00')
  })

  it('vouchers for 用友: text that its tool reads, each voucher balanced, all together what the books moved', async () => {
    const made = await make('yonyou')
    const text = new TextDecoder('gb18030', { fatal: true }).decode(Buffer.from(made.base64, 'base64'))
    const [head, ...lines] = text.trimEnd().split('\r\n')
    expect(head).toBe(YONYOU_HEAD)
    const read = lines.map((line) => line.split(','))
    const sums = new Map<string, number>()
    for (const [day, kind, number, attached, summary, code, debit = '', credit = ''] of read) {
      expect([kind, attached, day?.length, Boolean(summary), /^\d+$/.test(code ?? '')]).toEqual(['记', '0', 10, true, true])
      expect([debit, credit].filter((side) => side === '0.00')).toHaveLength(1)
      const key = `${day} ${number}`
      sums.set(key, (sums.get(key) ?? 0) + parsePlain(debit) - parsePlain(credit))
    }
    expect([...sums.values()].every((sum) => sum === 0)).toBe(true)
    expect(byCode(read.map(([, , , , , code = '', debit = '', credit = '']) => [code, parsePlain(debit) - parsePlain(credit)]))).toEqual(await booked())
    expect(made.total).toBe(read.reduce((sum, line) => sum + parsePlain(line[6] ?? ''), 0))
  })

  it('vouchers for 金蝶: its fixed headings on Page1, its fields on t_Schema, the same figures', async () => {
    const made = await make('kingdee')
    const { head, body, column, book } = await tableOf(made.base64)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Page1', 't_Schema'])
    expect(head).toEqual(KINGDEE_COLUMNS.map(({ title }) => title))
    const lines = body.map((_, i) => [String(column('科目代码')[i]), fenOf(column('借方')[i]) - fenOf(column('贷方')[i])] as const)
    expect(byCode(lines)).toEqual(await booked())
    expect(column('原币金额').map(fenOf)).toEqual(body.map((_, i) => fenOf(column('借方')[i]) + fenOf(column('贷方')[i])))
    expect([column('会计年度')[0], column('会计期间')[0], column('币别代码')[0]]).toEqual([2026, 7, 'RMB'])
    const schema = await tableOf(made.base64, 1)
    expect(schema.column('FCaption').slice(3)).toEqual(KINGDEE_COLUMNS.map(({ title }) => title))
    // Places 6 and 16 are the program's own.
    const places = Array.from({ length: 39 }, (_, i) => String(i + 1)).filter((place) => place !== '6' && place !== '16')
    expect(schema.column('FColIndex').slice(3)).toEqual(places)
    expect(['审核', '结算方式', '数量', '数量单位', '汇率类型', '过账'].map((title) => column(title)[0])).toEqual(['NONE', '*', 0, '*', '公司汇率', 0])
  })

  it('vouchers are of one payee where one is named, the same for the only one there is, and of nobody unknown', async () => {
    const [of, all] = [await make('yonyou', { payeeId: `${COMMUNITY}-company` }), await make('yonyou')]
    expect([of.base64, of.name]).toEqual([all.base64, '测试里_用友凭证_测试里物业_2026-01-01_2026-12-31.txt'])
    expect(await town.staffed(town.staff.finance, 'export.make', { ...SPAN, what: 'yonyou', payeeId: 'x' })).toMatchObject({ refusal: 'CHARGE_PAYEE_UNKNOWN' })
  })

  it('go to the accounts that the company chose, until it takes the usual ones again', async () => {
    const ask = { communityId: COMMUNITY, key: 'income:property_fee' }
    value(await town.staffed(town.staff.finance, 'vouchers.save', { ...ask, account: { code: '6001.01', name: '物业费收入' } }))
    const shown = value(await town.staffed(town.staff.finance, 'vouchers.show', { communityId: COMMUNITY }))
    expect(shown.accounts.find(({ key }) => key === ask.key)).toMatchObject({ code: '6001.01', usual: false })
    expect((await tableOf((await make('kingdee')).base64)).column('科目代码')).toContain('6001.01')
    value(await town.staffed(town.staff.finance, 'vouchers.save', { ...ask, account: null }))
    expect((await tableOf((await make('kingdee')).base64)).column('科目代码')).not.toContain('6001.01')
    expect(await town.staffed(town.staff.finance, 'vouchers.save', { ...ask, key: 'income:unknown', account: null })).toMatchObject({ ok: false })
  })

  it('go to the usual accounts of the chart that the company keeps, and what it chose itself stays', async () => {
    const own = { communityId: COMMUNITY, key: 'receivable', account: { code: '1122.08', name: '业主' } }
    value(await town.staffed(town.staff.finance, 'vouchers.save', own))
    value(await town.staffed(town.staff.finance, 'vouchers.chart', { communityId: COMMUNITY, chart: 'small' }))
    const shown = value(await town.staffed(town.staff.finance, 'vouchers.show', { communityId: COMMUNITY }))
    expect([shown.chart, ...['income:property_fee', 'receivable'].map((key) => shown.accounts.find((one) => one.key === key)?.code)]).toEqual(
      ['small', '5001', '1122.08'],
    )
    const codes = (await tableOf((await make('kingdee')).base64)).column('科目代码')
    expect([codes.includes('5001'), codes.includes('6001'), codes.includes('1122.08')]).toEqual([true, false, true])
    const collectors = await town.staffed(town.staff.collector, 'vouchers.chart', { communityId: COMMUNITY, chart: 'small' })
    expect(collectors).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    value(await town.staffed(town.staff.finance, 'vouchers.save', { ...own, account: null }))
    value(await town.staffed(town.staff.finance, 'vouchers.chart', { communityId: COMMUNITY, chart: 'enterprise' }))
    expect(await town.look('audit', { communityId: COMMUNITY, act: 'vouchers.chart' })).toHaveLength(2)
  })

  it('are for whoever keeps or checks the books, and who took what stays in the trail', async () => {
    expect(await town.staffed(town.staff.collector, 'export.make', { ...SPAN, what: 'bills' })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    const rows = await town.look<AuditRow>('audit', { communityId: COMMUNITY, act: 'export.make' })
    expect(rows.filter(({ on, by }) => on === 'receipts' && by === town.staff.finance)).toHaveLength(1)
  })

  const byCode = (lines: readonly (readonly [string, number])[]) => {
    const sums = new Map<string, number>()
    for (const [code, amount] of lines) sums.set(code, (sums.get(code) ?? 0) + amount)
    return [...sums].filter(([, sum]) => sum !== 0).sort()
  }
  async function booked() {
    const usual = usualAccounts('enterprise')
    const entries = (await town.look<Entry>('entries', { communityId: COMMUNITY })).filter(({ kind }) => kind !== 'opening')
    return byCode(
      entries.flatMap(({ postings }) => postings.map(({ account, amount }) => [usual[voucherKeyOf(account)]?.code ?? '', amount] as const)),
    )
  }
})
