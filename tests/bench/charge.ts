import { charge } from '@core/domain/billing/charge'
import { ROUND_EACH_MONTH_TO_FEN } from '@core/domain/billing/tariff'
import { measure, type Measure, median } from './measure'

const HOMES = 20_000
const ROUNDS = 30
const MICROSECONDS_MAX = 1

/** One home's month at a price by the square metre, with the words that explain it: a run over a city is made of these. */
export async function chargeOne(): Promise<Measure> {
  const terms = { kind: 'area', price: '1.85', rounding: ROUND_EACH_MONTH_TO_FEN } as const
  // As in a town: a few hundred plans of flats, each many times.
  const areas = Array.from({ length: HOMES }, (_, i) => `${60 + (i % 300)}.${String(i % 97).padStart(2, '0')}`)
  const rounds: number[] = []
  let sum = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    for (const area of areas) sum += charge(terms, area, 1).amount
    rounds.push(((performance.now() - began) * 1000) / HOMES)
  }
  if (sum <= 0) throw new Error('nothing was charged')
  return measure('charge', median(rounds), 'us', MICROSECONDS_MAX, '<=1')
}
