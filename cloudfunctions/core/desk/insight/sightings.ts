import { addMs } from '@core/domain/calendar'
import type { SightingKind } from '@core/domain/insight/flow'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'

/** A burst of the same trouble is one write a minute: its rows would all say the same (F38). */
const SEEN_AGAIN_AFTER_MS = 60_000

/** Notes that something was seen. An accident here is only logged: the caller has its own answer to give. */
export async function see(world: World, kind: SightingKind): Promise<void> {
  try {
    const before = addMs(world.now, -SEEN_AGAIN_AFTER_MS)
    if (await world.store.setIf('sightings', kind, { lastAt: { lte: before } }, { lastAt: world.now })) return
    await world.store.addNew('sightings', [{ _id: kind, lastAt: world.now }])
  } catch (error) {
    log.alarm(`sighting ${kind}`, error)
  }
}
