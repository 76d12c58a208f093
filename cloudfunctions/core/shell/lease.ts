import { dayOf, type Instant } from '@contract/calendar'
import { addMs, atHour, instantOf } from '@core/domain/calendar'
import type { BillingRun, Duty, DunningRun, LedgerImport, Pool, Records } from '@core/store/records'
import { present, type Where } from '@core/store/store'
import type { World } from './world'

/**
 * Long work is a walk that anybody may be cut off in (architecture rule 6). It works for 60 % of
 * its function's 60 s of real time, under a lease that outlives the whole call: whoever holds it is
 * alone, and whoever died with it keeps the others waiting for a minute and a half of the world's
 * time, and never longer (F50).
 */
const WALK_MS = 36_000
const LEASE_MS = 90_000
const NEVER = instantOf(0)
/** After midnight: by then the daily timer has begun, or it never will. */
const BEGUN_BY_MS = 45 * 60_000

/** Whether a walk may begin another chunk in this call. */
export function hasTime(world: World): boolean {
  return world.elapsedMs() < WALK_MS
}

/** Records that a walk is about: each says until when it is taken, or null when it is nobody's work. */
type Leasable = { billing_runs: BillingRun; imports: LedgerImport; dunning_runs: DunningRun; duties: Duty; pools: Pool }
type Fields<C extends keyof Leasable> = Partial<Leasable[C]>

export type Lease<C extends keyof Leasable> = {
  readonly doc: Leasable[C]
  readonly until: Instant
  /**
   * Writes how far the walk is, if it is still ours, and says whether it may go on. Out of time the
   * record is given back; false is also said when another has taken over, who goes on instead.
   */
  goOn(fields: Fields<C>): Promise<boolean>
  /** The last write of a walk: the record is free for whoever comes next. */
  giveBack(fields?: Fields<C>): Promise<void>
}

/** Null while another walk holds it, and where `where` does not hold: there is nothing to walk then. */
export async function takeLease<C extends keyof Leasable>(
  world: World, collection: C, id: string, where: Where<Leasable[C]> = {},
): Promise<Lease<C> | null> {
  const { store, now } = world
  const until = addMs(now, LEASE_MS)
  const setIf = (holds: object, fields: object) =>
    store.setIf(collection, id, holds as Where<Records[C]>, fields as Partial<Records[C]>)
  if (!(await setIf({ ...where, leaseUntil: { lte: now } }, { leaseUntil: until }))) return null
  const doc = present(await store.get(collection, id), 'what was just leased') as unknown as Leasable[C]
  const mine = { ...where, leaseUntil: until }
  // A write that changes nothing is answered like one that found nothing: only the record itself knows.
  const isOurs = async () => (await store.get(collection, id) as Leasable[C] | null)?.leaseUntil === until
  return {
    doc,
    until,
    async goOn(fields) {
      if (hasTime(world)) return (await setIf(mine, fields)) || isOurs()
      await setIf(mine, { ...fields, leaseUntil: now })
      return false
    },
    async giveBack(fields = {}) {
      await setIf(mine, { leaseUntil: now, ...fields })
    },
  }
}

/** The lease of work that has no record of its own, named by what is done. */
export async function takeDuty(world: World, id: string): Promise<Lease<'duties'> | null> {
  const taken = await takeLease(world, 'duties', id)
  if (taken) return taken
  const added = await world.store.addNew('duties', [{ _id: id, leaseUntil: NEVER, lastDoneAt: null, lastSays: '' }])
  return added === 0 ? null : takeLease(world, 'duties', id)
}

/**
 * Whether sweep takes up a night's work: what was begun today and has not ended, and what the daily
 * timer did not begin at all, since a day without it would be a day without reminders.
 */
export function isLeftOver(duty: Duty | null, { now, today }: World): boolean {
  const isDone = duty?.lastDoneAt ? dayOf(duty.lastDoneAt) === today : false
  return !isDone && (duty?.day === today || isLate({ now, today }))
}

/** Whether the daily timer has had its time, so that what it left is sweep's. */
export function isLate({ now, today }: Pick<World, 'now' | 'today'>): boolean {
  return now >= addMs(atHour(today, 0), BEGUN_BY_MS)
}
