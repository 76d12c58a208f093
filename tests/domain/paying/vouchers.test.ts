import type { Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { entry, type Entry, type Posting, reversal } from '@core/domain/paying/ledger'
import { BOOK_ACCOUNTS, usualAccounts, voucherKeyOf } from '@core/domain/paying/voucherAccounts'
import { addEntries, type BillPayees, numbered, type VoucherSums, vouchersOf } from '@core/domain/paying/vouchers'
import type { Community } from '@core/store/records'
import fc from 'fast-check'

const COMMUNITY: Community = {
  _id: 'c', name: '算小区', companyName: '算物业', counterPhone: '0571-5550100', paused: false,
  payees: [{ payeeId: 'p', name: '算物业' }, { payeeId: 'w', name: '水务公司' }], payeeOf: { water: 'w' },
}
const billOf = (item: string, home = 'h1') => `${home}.${item}.2026-07.a.0`
const made = (kind: Entry['kind'], day: string, postings: readonly Posting[], name = '1') =>
  entry({ _id: `${kind}:${day}:${name}`, communityId: 'c', accountId: 'a', kind, at: `${day}T10:00:00.000+08:00` as Instant, postings, memo: '' })
const charge = (day: string, item: string, amount: number, name?: string) => made('charge', day, [
  { account: 'receivable', billId: billOf(item), amount: fen(amount) }, { account: `income:${item}`, amount: fen(-amount) },
], name)
const payment = (day: string, item: string, amount: number, payeeId: string, name?: string) => made('payment', day, [
  { account: `cash:wechat:${payeeId}`, amount: fen(amount) }, { account: 'receivable', billId: billOf(item), amount: fen(-amount) },
], name)

const USUAL = usualAccounts('enterprise')
const NOBODYS: BillPayees = new Map()
function vouchers(entries: readonly Entry[], payees = NOBODYS) {
  const sums: VoucherSums = new Map()
  addEntries(sums, entries, COMMUNITY, payees)
  return vouchersOf(sums, USUAL)
}
const said = (entries: readonly Entry[]) => vouchers(entries).map(({ day, payeeId, kind, lines }) => [
  `${day} ${payeeId} ${kind}`, ...lines.map(({ code, summary, debit, credit }) => `${code} ${summary} ${debit} ${credit}`),
])

describe('vouchers', () => {
  it('are one a day, payee and kind of event, debits first, many homes added up', () => {
    expect(said([
      charge('2026-07-01', 'property_fee', 200_00, '1'), charge('2026-07-01', 'property_fee', 150_00, '2'), charge('2026-07-01', 'water', 29_00, '3'),
      payment('2026-07-02', 'property_fee', 350_00, 'p'),
    ])).toEqual([
      ['2026-07-01 p charge', '1122 7月1日出账 物业服务费 35000 0', '6001 7月1日出账 物业服务费 0 35000'],
      ['2026-07-01 w charge', '1122 7月1日出账 水费 2900 0', '2241 7月1日出账 水费 0 2900'],
      ['2026-07-02 p payment', '1012 7月2日收微信缴费 35000 0', '1122 7月2日收微信缴费 物业服务费 0 35000'],
    ])
  })

  it('part one entry by its payees', () => {
    const both = made('charge', '2026-07-01', [...charge('2026-07-01', 'property_fee', 200_00).postings, ...charge('2026-07-01', 'water', 29_00).postings])
    expect(vouchers([both]).map(({ payeeId, lines }) => [payeeId, lines[0]?.debit])).toEqual([['p', 200_00], ['w', 29_00]])
  })

  it('of money go to the payee that has it, also when its item is another’s by now', () => {
    expect(vouchers([payment('2026-07-02', 'water', 29_00, 'p')]).map(({ payeeId }) => payeeId)).toEqual(['p'])
  })

  it('of a bill go to whoever it was issued for, also when its item is another’s by now', () => {
    const issuedFor: BillPayees = new Map([[billOf('water'), 'p']])
    const used = made('charge', '2026-07-01', [
      ...charge('2026-07-01', 'water', 29_00).postings, { account: 'receivable', billId: billOf('water'), amount: fen(-9_00) },
      { account: 'liability:prepaid:water', amount: fen(9_00) },
    ])
    expect(vouchers([used], issuedFor).map(({ payeeId, lines }) => [payeeId, lines.length])).toEqual([['p', 4]])
    expect(vouchers([used]).map(({ payeeId }) => payeeId)).toEqual(['w'])
    const paidWhole: readonly Posting[] = [{ account: 'income:water', amount: fen(29_00) }, { account: 'liability:prepaid:water', amount: fen(-29_00) }]
    const gone: Entry = { ...made('void', '2026-07-09', paidWhole), _id: `void:${billOf('water')}` }
    expect(vouchers([gone], issuedFor).map(({ payeeId }) => payeeId)).toEqual(['p'])
  })

  it('none for what a ledger brought: the accountants have it already', () => {
    const opening = made(
      'opening', '2026-07-01', [{ account: 'receivable', billId: billOf('property_fee'), amount: fen(5) }, { account: 'opening:ledger', amount: fen(-5) }],
    )
    expect(vouchers([opening])).toEqual([])
  })

  it('every account of the books has a usual one, and a chosen one takes its place', () => {
    for (const chart of ['enterprise', 'small'] as const) {
      expect(BOOK_ACCOUNTS.every(({ key }) => /^\d{4}$/.test(usualAccounts(chart)[key]?.code ?? ''))).toBe(true)
    }
    const sums: VoucherSums = new Map()
    addEntries(sums, [charge('2026-07-01', 'property_fee', 200_00)], COMMUNITY, NOBODYS)
    const chosen = { ...USUAL, 'income:property_fee': { code: '6001.01', name: '物业费收入' } }
    expect(vouchersOf(sums, chosen)[0]?.lines[1]).toMatchObject({ code: '6001.01', name: '物业费收入', credit: 200_00 })
    expect(vouchersOf(sums, usualAccounts('small'))[0]?.lines[1]).toMatchObject({ code: '5001', credit: 200_00 })
  })

  it('are numbered anew each month', () => {
    const all = vouchers(
      [charge('2026-07-30', 'property_fee', 1, '1'), charge('2026-07-31', 'property_fee', 1, '2'), charge('2026-08-01', 'property_fee', 1, '3')],
    )
    expect(numbered(all).map(({ number }) => number)).toEqual([1, 2, 1])
  })
})

const item = fc.constantFrom('property_fee', 'water', 'parking')
const amount = fc.integer({ min: 1, max: 5_000_00 })
const event: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ item, amount, day: fc.integer({ min: 1, max: 9 }) }).map((one) => charge(`2026-07-0${one.day}`, one.item, one.amount)),
  fc.record({ item, amount, day: fc.integer({ min: 1, max: 9 }), payeeId: fc.constantFrom('p', 'w') })
    .map((one) => payment(`2026-07-0${one.day}`, one.item, one.amount, one.payeeId)),
  fc.record({ item, amount }).map((one) => made('void', '2026-07-09', [
    { account: `income:${one.item}`, amount: fen(one.amount) }, { account: `liability:prepaid:${one.item}`, amount: fen(-one.amount) },
  ])),
  fc.record({ item, amount }).map((one) => reversal(payment('2026-07-03', one.item, one.amount, 'p'), '2026-07-05T10:00:00.000+08:00' as Instant)),
)

/** Bills that were issued for one payee or the other, or whose payee nobody looked up. */
const issued = fc.array(fc.tuple(item, fc.constantFrom('p', 'w'))).map((pairs): BillPayees => new Map(pairs.map(([one, payeeId]) => [billOf(one), payeeId])))

describe('whatever happened', () => {
  it('each voucher balances, and all together move what the books moved, account by account', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 40 }), issued, (entries, payees) => {
      const all = vouchers(entries, payees)
      for (const { lines } of all) expect(lines.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0)
      const booked = new Map<string, number>()
      for (const { account, amount: moved } of entries.flatMap(({ postings }) => postings)) {
        const code = USUAL[voucherKeyOf(account)]?.code ?? ''
        booked.set(code, (booked.get(code) ?? 0) + moved)
      }
      const written = new Map<string, number>()
      for (const { code, debit, credit } of all.flatMap(({ lines }) => lines)) written.set(code, (written.get(code) ?? 0) + debit - credit)
      expect([...written].sort()).toEqual([...booked].sort())
    }))
  })

  it('reading in pages comes to the same as reading at once', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 40 }), fc.nat(40), (entries, cut) => {
      const sums: VoucherSums = new Map()
      addEntries(sums, entries.slice(0, cut), COMMUNITY, NOBODYS)
      addEntries(sums, entries.slice(cut), COMMUNITY, NOBODYS)
      expect(vouchersOf(sums, USUAL)).toEqual(vouchers(entries))
    }))
  })
})
