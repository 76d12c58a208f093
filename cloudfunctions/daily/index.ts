import { endHolds } from '@core/desk/collecting/holding/endHolds'
import { scanReminders } from '@core/desk/collecting/scanReminders'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/** Timer, 00:30: ends holds, then decides today's reminders over what stands; sweep delivers them between nine and nine. */
export function main() {
  return runDuties(
    [
      { name: 'holds', run: endHolds },
      { name: 'reminders', run: (world) => scanReminders(world) },
    ],
    cloudWorld(),
  )
}
