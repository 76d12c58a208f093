import type { Day, Instant } from '@contract/calendar'
import { fen, sumFen } from '@contract/money'
import { type Draft, draftsFor, NO_FACTS, type PremisesFacts } from '@core/domain/billing/drafts'
import { issue } from '@core/domain/billing/run'
import type { TariffVersion } from '@core/domain/billing/tariff'
import { voidBill } from '@core/domain/billing/voiding'
import { addDays } from '@core/domain/calendar'
import { give } from '@core/domain/estate/holdings'
import { auditAccount } from '@core/domain/paying/booksRules'
import type { Entry } from '@core/domain/paying/ledger'
import type { Account, Bill, Holding } from '@core/store/records'
import fc from 'fast-check'
import { account as emptyAccount } from '../../store/features'
import { COMMUNITY, day, held, home, tariff } from './homes'

/**
 * One home through a year of everything that can happen to its bills: runs of months and quarters in
 * any order, sales, bills made void with and without a new one, other prices. Whatever comes, no day
 * is charged twice, what counts is what the books say, and a day that was billed and not taken back
 * is charged to who held it.
 */
const PERIODS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-Q3', '2026-Q4'] as const
const AT = '2026-01-01T09:00:00.000+08:00' as Instant

type Game = {
  holdings: readonly Holding[]
  tariffs: readonly TariffVersion[]
  bills: Bill[]
  entries: Entry[]
  readonly accounts: Map<string, Account>
  steps: number
}
type Move =
  | { readonly kind: 'publish'; readonly period: (typeof PERIODS)[number] }
  | { readonly kind: 'void'; readonly which: number; readonly reissue: boolean }
  | { readonly kind: 'sell'; readonly on: number; readonly to: string }
  | { readonly kind: 'price'; readonly from: number; readonly price: string }

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('publish' as const), period: fc.constantFrom(...PERIODS) }),
  fc.record({ kind: fc.constant('void' as const), which: fc.nat(20), reissue: fc.boolean() }),
  fc.record({ kind: fc.constant('sell' as const), on: fc.nat(240), to: fc.constantFrom('b', 'c', 'd') }),
  fc.record({ kind: fc.constant('price' as const), from: fc.nat(240), price: fc.constantFrom('1.8', '2.35', '0.999999') }),
)
const dayNo = (n: number): Day => addDays(day('2026-05-01'), n)

const begin = (): Game => ({
  holdings: [held('a', '2020-01-01')], tariffs: [tariff({ proration: 'days' })], bills: [], entries: [], accounts: new Map(), steps: 0,
})

function factsOf(game: Game): PremisesFacts {
  return {
    ...NO_FACTS, premises: { ...home(), tariffIds: game.tariffs.map(({ _id }) => _id) }, holdings: game.holdings, billed: game.bills,
    tariffs: new Map(game.tariffs.map((one) => [one._id, one])),
  }
}
function book(game: Game, drafts: readonly Draft[]): void {
  for (const accountId of new Set(drafts.map((draft) => draft.accountId))) {
    const before = game.accounts.get(accountId) ?? emptyAccount(accountId, 'c')
    const issued = issue(before, drafts.filter((draft) => draft.accountId === accountId), { kind: 'run', id: String(game.steps) }, AT)
    game.accounts.set(accountId, issued.account)
    game.bills.push(...issued.bills)
    game.entries.push(issued.entry)
  }
}
function makeVoid(game: Game, bill: Bill): void {
  const account = game.accounts.get(bill.accountId) as Account
  const done = voidBill(account, bill, { discount: fen(0), late: fen(0) }, { on: day('2026-07-01'), by: 'm', reason: '更正', at: AT })
  game.accounts.set(bill.accountId, done.account)
  game.entries.push(done.entry)
  game.bills = game.bills.map((one) => (one._id === bill._id ? done.bill : one))
}
const run = (game: Game, period: string) => book(game, draftsFor(factsOf(game), { communityId: 'c', period, items: ['property_fee'] }, COMMUNITY).drafts)

function play(game: Game, one: Move): void {
  game.steps += 1
  const live = game.bills.filter((bill) => !bill.void)
  if (one.kind === 'publish') return run(game, one.period)
  if (one.kind === 'void') {
    const bill = live[one.which % Math.max(live.length, 1)]
    if (!bill) return
    makeVoid(game, bill)
    if (one.reissue) run(game, bill.period)
    return
  }
  if (one.kind === 'price') {
    const version = tariff({ _id: `tariff-${game.steps}`, effectiveFrom: dayNo(one.from), price: one.price, proration: 'days' })
    game.tariffs = [...game.tariffs, version]
    return
  }
  const from = dayNo(one.on)
  game.holdings = give(game.holdings, { _id: 'premises', communityId: 'c' }, { accountId: one.to, role: 'owner', from, to: null })
  const affected = live.filter((bill) => bill.to >= from && bill.accountId !== one.to)
  for (const bill of affected) makeVoid(game, bill)
  for (const period of new Set(affected.map((bill) => bill.period))) run(game, period)
}

function check(game: Game): void {
  const live = game.bills.filter((bill) => !bill.void).sort((a, b) => (a.from < b.from ? -1 : 1))
  for (const [i, bill] of live.entries()) {
    const next = live[i + 1]
    if (next) expect(bill.to < next.from).toBe(true)
    const holders = game.holdings.filter(({ from, to }) => from <= bill.to && (to === null || to >= bill.from) && (to === null || to >= from))
    expect([...new Set(holders.map(({ accountId }) => accountId))]).toEqual([bill.accountId])
  }
  expect(new Set(game.bills.map(({ _id }) => _id)).size).toBe(game.bills.length)
  for (const [accountId, account] of game.accounts) {
    const mine = game.bills.filter((bill) => bill.accountId === accountId)
    const entries = game.entries.filter((entry) => entry.accountId === accountId)
    const ids = (isVoid: boolean) => new Set(mine.filter((bill) => bill.void === isVoid).map(({ _id }) => _id))
    expect(auditAccount({ account, entries, orders: [], plans: [], billIds: ids(false), voidIds: ids(true) })).toEqual([])
    expect(account.outstanding).toBe(sumFen(mine.filter((bill) => !bill.void).map(({ amount }) => amount)))
  }
}

describe('F12 bills of one home through everything that happens to them', () => {
  it('no day is charged twice, each to who held it, and the books say the same', () => {
    fc.assert(fc.property(fc.array(move, { minLength: 1, maxLength: 25 }), (moves) => {
      const game = begin()
      for (const one of moves) {
        play(game, one)
        check(game)
      }
    }), { numRuns: 400 })
  })

  it('a sale in mid-quarter that is corrected leaves the quarter charged whole, day by day', () => {
    const game = begin()
    run(game, '2026-Q3')
    const [whole] = game.bills
    play(game, { kind: 'sell', on: 100, to: 'b' })
    check(game)
    const live = game.bills.filter((bill) => !bill.void)
    expect(live.map(({ accountId, from, to }) => `${accountId} ${from} ${to}`)).toEqual(['a 2026-07-01 2026-08-08', 'b 2026-08-09 2026-09-30'])
    expect(sumFen(live.map(({ amount }) => amount))).toBe(whole?.amount)
  })
})
