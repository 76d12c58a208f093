import { forecastReach } from '@core/desk/collecting/forecastReach'
import { passHolds } from '@core/desk/collecting/passHolds'
import { scanReminders } from '@core/desk/collecting/scanReminders'
import { keepPlans } from '@core/desk/paying/plans/keepPlans'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/**
 * Timer, 00:30: ends what has passed, then decides today's reminders, which sweep delivers between
 * nine and nine; last, whom nothing can reach.
 */
export function main() {
  return runDuties(
    [
      { name: 'holds', run: passHolds },
      { name: 'plans', run: keepPlans },
      { name: 'reminders', run: (world) => scanReminders(world) },
      { name: 'forecast', run: forecastReach },
    ],
    cloudWorld(),
    'daily',
  )
}
