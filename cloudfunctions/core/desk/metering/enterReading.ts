import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { around, readingFault, readingOf, relinked } from '@core/domain/metering/readings'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Reading } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { permitMeter, readingsOf } from './meterFacts'

type Ask = { meterId: string; day?: Day | undefined; value: string; rolledOver?: boolean | undefined; photo?: string | undefined }
type Entered = Outcome<StaffAnswer<'reading.enter'>>

/**
 * reading.enter: one look at a meter. The one after it, where there is one, counts from it from now
 * on. The meter's document is the lock of its readings: two looks at once meet on it.
 */
export async function enterReading(ask: Ask, caller: Caller, world: World): Promise<Entered> {
  const { meterId, day = world.today, value, rolledOver = false, photo } = ask
  const seen = await permitMeter(world, caller, meterId)
  if (!seen.ok) return seen
  const known = await readingsOf(seen.value, world)
  const audit = auditRow(world, { communityId: seen.value.communityId, by: caller.openid, act: 'reading.enter', on: meterId, detail: `${day} ${value}` })
  const reads = { meter: ['meters', meterId], readings: ['readings', known.map(({ _id }) => _id)] } as const
  return world.store.change(reads, ({ meter: found, readings: there }): Decision<Entered> => {
    const meter = present(found, 'the meter')
    const readings = there.flatMap((one) => one ?? [])
    const entered = { day, value, rolledOver }
    const fault = readingFault(meter, readings, entered, world.today)
    if (fault) return { writes: [], result: refuse(fault) }
    const reading = readingOf(meter, readings, entered, { by: caller.openid, photo: photo ?? null, createdAt: world.now })
    const { after } = around(readings, day)
    const next: readonly Reading[] = after ? [relinked(meter, after, reading)] : []
    // A base that comes first takes the place of the one that was: that one counts now.
    const counted = next.map((one): Reading => (one.kind === 'base' ? { ...one, kind: 'usual' } : one))
    return {
      writes: [put('meters', meter), put('readings', reading), ...counted.map((one) => put('readings', one)), insert('audit', audit)],
      result: accept({ readingId: reading._id, used: reading.used, unusual: reading.unusual }),
    }
  })
}
