import type { Refusal } from '@contract/outcome'
import type { SheetLine } from '@core/domain/metering/sheet'
import { seesBuilding } from '@core/domain/people/roles'
import type { World } from '@core/shell/world'
import type { Meter, Premises, StaffMember } from '@core/store/records'
import { meterIdOf } from './meterFacts'

type Round = { readonly communityId: string; readonly item: string; readonly member: StaffMember }
const AT_ONCE = 500

/**
 * The meter that each row means, by its number, or, without one, by a door that has a single meter
 * of the item; or why there is none for this reader. By rows.
 */
export async function metersMeant(lines: readonly SheetLine[], round: Round, world: World): Promise<ReadonlyMap<number, Meter | Refusal>> {
  const bySerial = await metersBySerial(lines, round, world)
  const byDoor = await metersByDoor(lines.filter(({ serial }) => serial === ''), round, world)
  const premises = await premisesOf([...bySerial.values(), ...[...byDoor.values()].flat()], world)
  const mine = (meter: Meter): Meter | Refusal => {
    const building = meter.premisesId === null ? null : (premises.get(meter.premisesId)?.building ?? '')
    return building === null || seesBuilding(round.member, building) ? meter : 'BUILDING_NOT_YOURS'
  }
  return new Map(lines.map(({ row, serial, label }) => {
    const [only, ...others] = serial === '' ? (byDoor.get(doorOf(label)) ?? []) : [bySerial.get(meterIdOf(round.communityId, round.item, serial))]
    return [row, only && others.length === 0 ? mine(only) : 'METER_NOT_FOUND'] as const
  }))
}

async function metersBySerial(lines: readonly SheetLine[], { communityId, item }: Round, world: World): Promise<ReadonlyMap<string, Meter>> {
  const ids = [...new Set(lines.flatMap(({ serial }) => (serial === '' ? [] : [meterIdOf(communityId, item, serial)])))]
  const found = await chunked(ids, (some) => world.store.getMany('meters', some))
  return new Map(found.map((meter) => [meter._id, meter]))
}

async function metersByDoor(lines: readonly SheetLine[], { communityId, item }: Round, world: World): Promise<ReadonlyMap<string, readonly Meter[]>> {
  const labels = [...new Set(lines.map(({ label }) => doorOf(label)))]
  const doors = await chunked(labels, (some) => world.store.find('premises', { where: { communityId, label: { in: some } }, limit: AT_ONCE }))
  const meters = await chunked(doors.map(({ _id }) => _id), (some) =>
    world.store.find('meters', { where: { communityId, item, premisesId: { in: some } }, limit: 1000 }))
  return new Map(doors.map(({ _id, label }) => [label, meters.filter(({ premisesId, removedOn }) => premisesId === _id && removedOn === null)]))
}
/** The round names a meter by door and fee; a reader's own table by the door alone. */
function doorOf(label: string): string {
  return label.split(/\s+/)[0] ?? ''
}

async function premisesOf(meters: readonly Meter[], world: World): Promise<ReadonlyMap<string, Premises>> {
  const ids = [...new Set(meters.flatMap(({ premisesId }) => premisesId ?? []))]
  const found = await chunked(ids, (some) => world.store.getMany('premises', some))
  return new Map(found.map((premises) => [premises._id, premises]))
}

async function chunked<T>(keys: readonly string[], read: (some: readonly string[]) => Promise<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = []
  for (let at = 0; at < keys.length; at += AT_ONCE) all.push(...(await read(keys.slice(at, at + AT_ONCE))))
  return all
}
