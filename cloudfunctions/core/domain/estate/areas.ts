import type { Day } from '@contract/calendar'
import { addDays } from '@core/domain/calendar'
import type { Premises } from '@core/store/records'

/** The area that counts on a day. */
export function areaOn({ area, earlierAreas = [] }: Pick<Premises, 'area' | 'earlierAreas'>, day: Day): string | null {
  const earlier = earlierAreas.find(({ until }) => day <= until)
  return earlier ? earlier.area : area
}

/** The first days of each area but the first. */
export function areaChanges({ earlierAreas = [] }: Pick<Premises, 'earlierAreas'>): readonly Day[] {
  return earlierAreas.map(({ until }) => addDays(until, 1))
}

/**
 * The premises with another area from a day on (rules §3). What was measured for later days gives
 * way: a correction speaks of all days from its own.
 */
export function measuredAnew(premises: Premises, area: string, from: Day): Premises {
  const until = addDays(from, -1)
  const before = areaOn(premises, until)
  const kept = (premises.earlierAreas ?? []).filter((one) => one.until < until)
  if (before === area) return { ...premises, area, earlierAreas: kept }
  return { ...premises, area, earlierAreas: [...kept, { until, area: before }] }
}
