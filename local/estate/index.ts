import type { LocalCloud } from '../cloud'
import type { DemoPerson } from '../people'
import { settleDemo } from './demo'
import { settleLedger } from './imported'
import { headingOf } from './workbook'

/** Who lives in the local cloud, and how they came there: always through the functions' own doors. */
export type Estate = { readonly cloud: LocalCloud; readonly log: (line: string) => void }

/** A fresh cloud begins this long before the day it settles on, so that its demo has a past. */
const PAST_DAYS = 62

/**
 * Where a fresh cloud's clock begins. With a ledger the story ends on the morning after its
 * 统计截止, so that the month after it can be lived; without one it ends today.
 */
export async function estateBegins(importFile: string | undefined, nowMs: number): Promise<string> {
  return instant((await storyEndsMs(importFile, nowMs)) - PAST_DAYS * 86_400_000)
}

async function storyEndsMs(importFile: string | undefined, nowMs: number): Promise<number> {
  if (!importFile) return nowMs
  const { cutoff } = await headingOf(importFile)
  return Date.parse(`${cutoff}T00:00:00+08:00`) + 86_400_000
}

/** Settles what is missing: nothing is done twice, so every start may call it. */
export async function settleEstate(options: { cloud: LocalCloud; importFile: string | undefined; log: (line: string) => void }): Promise<void> {
  const { cloud, importFile, log } = options
  const estate: Estate = { cloud, log }
  const people: DemoPerson[] = [...cloud.people.all()]
  if (people.length === 0) {
    log('Settling the demo community (once) …')
    const ends = await storyEndsMs(importFile, Date.now())
    people.push(...(await settleDemo(estate, instant(Math.max(ends, cloud.clock.nowMs())))))
    cloud.people.settle(people)
  }
  if (importFile) {
    const settled = await settleLedger(estate, importFile, people)
    cloud.people.settle([...people, ...settled])
  }
}

function instant(ms: number): string {
  return `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}
