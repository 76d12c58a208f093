import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { take } from '@core/domain/metering/taking'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
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
    const taken = take(meter, readings, { day, value, rolledOver }, world.today, { by: caller.openid, photo: photo ?? null, createdAt: world.now })
    if (typeof taken === 'string') return { writes: [], result: refuse(taken) }
    const { reading, next } = taken
    return {
      writes: [put('meters', meter), put('readings', reading), ...(next ? [put('readings', next)] : []), insert('audit', audit)],
      result: accept({ readingId: reading._id, used: reading.used, unusual: reading.unusual }),
    }
  })
}
