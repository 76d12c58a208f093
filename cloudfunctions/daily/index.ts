import { forecastReach } from '@core/desk/collecting/forecastReach'
import { scanReminders } from '@core/desk/collecting/scanReminders'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/** Timer, 00:30: decides today's reminders; sweep delivers them between nine and nine. Then whom nothing can reach. */
export function main() {
  return runDuties(
    [
      { name: 'reminders', run: (world) => scanReminders(world) },
      { name: 'forecast', run: forecastReach },
    ],
    cloudWorld(),
    'daily',
  )
}
