import { prepareBilling } from '@core/desk/billing/prepareBilling'
import { forecastReach } from '@core/desk/collecting/forecastReach'
import { endHolds } from '@core/desk/collecting/holding/endHolds'
import { scanReminders } from '@core/desk/collecting/scanReminders'
import { keepPlans } from '@core/desk/paying/plans/keepPlans'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/**
 * Timer, 00:30: prepares the bills that a schedule asks for, ends what has passed, then decides today's reminders, which sweep delivers between
 * nine and nine; last, whom nothing can reach.
 */
export function main() {
  return runDuties(
    [
      { name: 'drafts', run: prepareBilling },
      { name: 'holds', run: endHolds },
      { name: 'plans', run: keepPlans },
      { name: 'reminders', run: (world) => scanReminders(world) },
      { name: 'forecast', run: forecastReach },
    ],
    cloudWorld(),
    'daily',
  )
}
