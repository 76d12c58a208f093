import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { readVouchers } from '@core/desk/paying/exports/readVouchers'
import { entry } from '@core/domain/paying/ledger'
import type { World } from '@core/shell/world'
import type { Bill, Community } from '@core/store/records'
import { emptyMemory, memoryStore } from '../../model/memoryStore'

/** Two companies' money in one community: garbage was the first one's until July, and is the other's now. */
const COMMUNITY: Community = {
  _id: 'c', name: '算小区', companyName: '算物业', counterPhone: '0571-5550100', paused: false,
  payees: [{ payeeId: 'p', name: '算物业' }, { payeeId: 'w', name: '环卫公司' }], payeeOf: { garbage: 'w' },
}
/** Homes billed on each day: more than one page of entries altogether, and more than one in the middle. */
const DAYS = [['2026-07-05', 3], ['2026-07-10', 1_100], ['2026-07-20', 400]] as const
const billId = (day: string, i: number) => `h${i}.garbage.${day}.a${i}.0`

describe('vouchers that one file cannot hold, or that are taken in two', () => {
  const store = memoryStore(emptyMemory())
  const worldOf = (elapsed: number) => ({ store, elapsedMs: () => elapsed } as unknown as World)
  const span = { from: '2026-07-01' as Day, to: '2026-07-31' as Day }
  beforeAll(async () => {
    for (const [day, homes] of DAYS) {
      const numbers = Array.from({ length: homes }, (_, i) => i)
      await store.addNew('entries', numbers.map((i) => entry({
        _id: `charge:${billId(day, i)}`, communityId: 'c', accountId: `a${i}`, kind: 'charge', at: `${day}T09:00:00.000+08:00` as Instant, memo: '',
        postings: [{ account: 'receivable', billId: billId(day, i), amount: fen(10_00) }, { account: 'income:garbage', amount: fen(-10_00) }],
      })))
      // On the fifth the item was the first company's still.
      const payeeId = day === '2026-07-05' ? 'p' : 'w'
      await store.addNew('bills', numbers.map((i) => ({ _id: billId(day, i), communityId: 'c', payeeId }) as unknown as Bill))
    }
  })
  const read = async (payeeId: string | undefined, days: Partial<typeof span> = {}, after?: string, elapsed = 0) => {
    const found = await readVouchers({ community: COMMUNITY, span: { ...span, ...days }, payeeId, after }, worldOf(elapsed))
    return { ...found, said: found.vouchers.map(({ voucher, number }) => [voucher.day, voucher.payeeId, number, voucher.lines[0]?.debit]) }
  }

  it('are each company’s own, by the payee that a bill was issued for', async () => {
    expect((await read('p')).said).toEqual([['2026-07-05', 'p', 1, 30_00]])
    expect((await read('w')).said).toEqual([['2026-07-10', 'w', 1, 11_000_00], ['2026-07-20', 'w', 2, 4_000_00]])
    expect((await read(undefined)).said.map(([day, , number]) => [day, number])).toEqual([['2026-07-05', 1], ['2026-07-10', 2], ['2026-07-20', 3]])
  })

  it('have one number each, whichever days a file has', async () => {
    expect((await read('w', { from: '2026-07-16' as Day })).said).toEqual([['2026-07-20', 'w', 2, 4_000_00]])
    expect((await read('w', { to: '2026-07-15' as Day })).said).toEqual([['2026-07-10', 'w', 1, 11_000_00]])
  })

  it('go on with whole days in the next file when the call’s time is over', async () => {
    const first = await read(undefined, {}, undefined, 3_600_000)
    expect([first.said.map(([day]) => day), first.next, first.days]).toEqual([['2026-07-05'], '2026-07-10', { from: '2026-07-01', to: '2026-07-09' }])
    const second = await read(undefined, {}, first.next ?? '', 3_600_000)
    expect([second.said, second.next]).toEqual([[['2026-07-10', 'w', 2, 11_000_00], ['2026-07-20', 'w', 3, 4_000_00]], null])
  })

  it('never begin before the days that were asked for', async () => {
    expect((await read(undefined, { from: '2026-07-16' as Day }, '2020-01-01')).days).toEqual({ from: '2026-07-16', to: '2026-07-31' })
  })
})
