import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permitPremises } from '@core/desk/estate/premisesFacts'
import { auditRow } from '@core/desk/people/audit'
import { FEE_ITEMS } from '@core/domain/billing/tariff'
import { readingFault, readingOf } from '@core/domain/metering/readings'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Meter, MeterUnit } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { meterIdOf, permitMeter, readingsOf } from './meterFacts'

type AddAsk = { premisesId: string; item: keyof typeof FEE_ITEMS; serial: string; unit: MeterUnit; digits: number; multiplier: string; on: Day; base: string }

/** meter.add: a meter and where its counting begins. Up to the base nothing is ever charged (F14). */
export async function addMeter(ask: AddAsk, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'meter.add'>>> {
  const { premisesId, item, serial, unit, digits, multiplier, on, base } = ask
  const seen = await permitPremises(world, caller, premisesId, 'read_meters')
  if (!seen.ok) return seen
  const { communityId, label } = seen.value
  const meter: Meter = {
    _id: meterIdOf(communityId, item, serial), communityId, premisesId, item, label: `${label} ${FEE_ITEMS[item]}`, serial, unit, digits, multiplier,
    since: on, removedOn: null, createdAt: world.now,
  }
  const entered = { day: on, value: base, rolledOver: false }
  const fault = readingFault(meter, [], entered, world.today)
  if (fault) return refuse(fault)
  const reading = readingOf(meter, [], entered, { by: caller.openid, photo: null, createdAt: world.now })
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'meter.add', on: meter._id, detail: `${serial} ${base}` })
  return world.store.change({ there: ['meters', meter._id] }, ({ there }): Decision<Outcome<{ meterId: string }>> => {
    if (there && (there.premisesId !== premisesId || there.since !== on)) return { writes: [], result: refuse('METER_KNOWN') }
    return { writes: there ? [] : [insert('meters', meter), insert('readings', reading), insert('audit', audit)], result: accept({ meterId: meter._id }) }
  })
}

type ReplaceAsk = { meterId: string; on: Day; last: string; rolledOver: boolean; serial: string; digits: number; base: string }
type Replaced = Outcome<StaffAnswer<'meter.replace'>>

/** meter.replace: the old one's last value and the new one's first, on one day and in one transaction: no unit is lost between them. */
export async function replaceMeter({ meterId, on, last, rolledOver, serial, digits, base }: ReplaceAsk, caller: Caller, world: World): Promise<Replaced> {
  const seen = await permitMeter(world, caller, meterId)
  if (!seen.ok) return seen
  const old = seen.value
  const { communityId, item } = old
  const fresh: Meter = { ...old, _id: meterIdOf(communityId, item, serial), serial, digits, since: on, removedOn: null, createdAt: world.now }
  if (fresh._id === meterId) return refuse('METER_KNOWN')
  const known = await readingsOf(old, world)
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'meter.replace', on: meterId, detail: `${serial} ${on}` })
  const more = { by: caller.openid, photo: null, createdAt: world.now }
  const reads = { old: ['meters', meterId], there: ['meters', fresh._id], readings: ['readings', known.map(({ _id }) => _id)] } as const
  return world.store.change(reads, ({ old: found, there, readings: kept }): Decision<Replaced> => {
    const meter = present(found, 'the meter')
    const readings = kept.flatMap((one) => one ?? [])
    if (meter.removedOn === on && there?.since === on) {
      return { writes: [], result: accept({ meterId: fresh._id, used: readings.find((one) => one.day === on)?.used ?? '0' }) }
    }
    if (there) return { writes: [], result: refuse('METER_KNOWN') }
    // Nothing was read after it came down.
    if (readings.some((one) => one.day > on)) return { writes: [], result: refuse('READING_BILLED') }
    const fault = readingFault(meter, readings, { day: on, value: last, rolledOver }, world.today) ?? readingFault(
      fresh, [], { day: on, value: base, rolledOver: false }, world.today,
    )
    if (fault) return { writes: [], result: refuse(fault) }
    const closing = readingOf(meter, readings, { day: on, value: last, rolledOver }, more, 'last')
    const opening = readingOf(fresh, [], { day: on, value: base, rolledOver: false }, more)
    return {
      writes: [
        put('meters', { ...meter, removedOn: on }), insert('meters', fresh), put('readings', closing), insert('readings', opening), insert('audit', audit),
      ],
      result: accept({ meterId: fresh._id, used: closing.used ?? '0' }),
    }
  })
}

type RemoveAsk = { meterId: string; on: Day; last: string; rolledOver: boolean }

/** meter.remove: the last value of a meter that nothing takes the place of; what it counted until then is still to be billed. */
export async function removeMeter({ meterId, on, last, rolledOver }: RemoveAsk, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'meter.remove'>>> {
  const seen = await permitMeter(world, caller, meterId)
  if (!seen.ok) return seen
  const known = await readingsOf(seen.value, world)
  const audit = auditRow(world, { communityId: seen.value.communityId, by: caller.openid, act: 'meter.remove', on: meterId, detail: `${on} ${last}` })
  const reads = { meter: ['meters', meterId], readings: ['readings', known.map(({ _id }) => _id)] } as const
  return world.store.change(reads, ({ meter: found, readings: kept }): Decision<Outcome<{ used: string }>> => {
    const meter = present(found, 'the meter')
    const readings = kept.flatMap((one) => one ?? [])
    if (meter.removedOn === on) return { writes: [], result: accept({ used: readings.find((one) => one.day === on)?.used ?? '0' }) }
    if (readings.some((one) => one.day > on)) return { writes: [], result: refuse('READING_BILLED') }
    const entered = { day: on, value: last, rolledOver }
    const fault = readingFault(meter, readings, entered, world.today)
    if (fault) return { writes: [], result: refuse(fault) }
    const closing = readingOf(meter, readings, entered, { by: caller.openid, photo: null, createdAt: world.now }, 'last')
    return {
      writes: [put('meters', { ...meter, removedOn: on }), put('readings', closing), insert('audit', audit)], result: accept({ used: closing.used ?? '0' }),
    }
  })
}
