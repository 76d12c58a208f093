import { accept, type Outcome, refuse } from '@contract/outcome'
import { permitPremises } from '@core/desk/estate/premisesFacts'
import { permit } from '@core/desk/people/permit'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Meter, Reading } from '@core/store/records'
import { createHash } from 'node:crypto'

/** More looks than a meter has in its life of decades. */
const READINGS_MAX = 1000

/** A meter that the caller may read: of a building of theirs, or one that everybody shares. */
export async function permitMeter(world: World, caller: Caller, meterId: string): Promise<Outcome<Meter>> {
  const meter = await world.store.get('meters', meterId)
  if (!meter) return refuse('METER_NOT_FOUND')
  const seen = meter.premisesId === null
    ? await permit(world, caller, meter.communityId, 'read_meters')
    : await permitPremises(world, caller, meter.premisesId, 'read_meters')
  return seen.ok ? accept(meter) : seen
}

export async function readingsOf({ _id: meterId }: Pick<Meter, '_id'>, world: World): Promise<readonly Reading[]> {
  return world.store.find('readings', { where: { meterId }, sort: [['day', 1]], limit: READINGS_MAX })
}

/** A serial number is one meter of a community and item, however often it is registered. */
export function meterIdOf(communityId: string, item: string, serial: string): string {
  return `meter-${createHash('sha256').update(JSON.stringify([communityId, item, serial])).digest('hex').slice(0, 24)}`
}
