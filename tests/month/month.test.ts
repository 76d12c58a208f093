import { join } from 'node:path'
import type { Lived } from '../../local/month/lived'
import { brokenLines, reportOf } from '../../local/month/report'
import { liveMonths } from '../../local/month/seeds'

/**
 * The month after the sample ledger's 统计截止, lived ten times by seeded residents under seeded
 * faults; once more to see that a seed says the same to the letter, and once more under crashes.
 */
const LEDGER = join(__dirname, '../fixtures/ledger-jingui.xlsx')
const SEEDS = Array.from({ length: 10 }, (_, i) => ({ seed: i + 1, kills: 0 }))
const AGAIN = { seed: 1, kills: 0 }
const KILLED = { seed: 2, kills: 20 }
/** Twelve months at two side by side; a busy machine needs several times as long as an idle one. */
const PATIENCE_MS = 20 * 60_000

let months: readonly Lived[] = []

beforeAll(async () => {
  // The killed month first: it is the longest, and two are lived at a time.
  const [killed, ...others] = await liveMonths(LEDGER, [KILLED, ...SEEDS, AGAIN], () => undefined)
  months = killed ? [...others, killed] : others
}, PATIENCE_MS)

it('keeps every rule on every night, whatever the seed', () => {
  expect(months.slice(0, SEEDS.length).map(({ seed }) => seed)).toEqual(SEEDS.map(({ seed }) => seed))
  expect(months.flatMap(brokenLines)).toEqual([])
})

it('says the same for the same seed, to the letter', () => {
  const [first, again] = [months[0], months[SEEDS.length]]
  expect(first && again && reportOf(again)).toBe(first && reportOf(first))
})

it('says something else for another seed', () => {
  expect(new Set(months.slice(0, SEEDS.length).map(({ money }) => JSON.stringify(money))).size).toBe(SEEDS.length)
})

it('ends with the same figures when the database and the functions are killed in the middle of their work', () => {
  const [calm, killed] = [months[1], months[SEEDS.length + 1]]
  expect(killed?.kills).toBe(KILLED.kills)
  expect(killed && reportOf(killed)).toBe(calm && reportOf(calm))
})

it('is a month of many people and many mishaps, not an idle one', () => {
  const ten = months.slice(0, SEEDS.length)
  const sum = (of: (lived: Lived) => number) => ten.reduce((total, lived) => total + of(lived), 0)
  expect(Math.min(...ten.map(({ money }) => money.payments))).toBeGreaterThan(50)
  expect(sum(({ orders }) => orders.closed)).toBeGreaterThan(20)
  expect(sum(({ money }) => money.surplus)).toBeGreaterThan(0)
  expect(sum(({ messages }) => messages.sent['reminder'] ?? 0)).toBeGreaterThan(100)
  expect(sum(({ messages }) => messages.sent['dunning'] ?? 0)).toBeGreaterThan(20)
  expect(sum(({ messages }) => messages.accepts['void'] ?? 0)).toBeGreaterThan(0)
  expect(sum(({ calls }) => calls)).toBeGreaterThan(50)
})
