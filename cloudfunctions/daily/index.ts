import { prepareBilling } from '@core/desk/billing/prepareBilling'
import { forecastReach } from '@core/desk/collecting/forecastReach'
import { endHolds } from '@core/desk/collecting/holding/endHolds'
import { scanReminders } from '@core/desk/collecting/scanReminders'
import { keepPlans } from '@core/desk/paying/plans/keepPlans'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/**
 * Timer, 00:30: ends what has passed, then decides today's reminders, which sweep delivers between nine and nine, and whom nothing can reach.
 * Last, since nobody waits for them by night and they may be many, the bills that a schedule asks for.
 */
export function main() {
  return runDuties(
    [
      { name: 'holds', run: endHolds },
      { name: 'plans', run: keepPlans },
      { name: 'reminders', run: (world) => scanReminders(world) },
      { name: 'forecast', run: forecastReach },
      { name: 'drafts', run: prepareBilling },
    ],
    cloudWorld(),
    'daily',
  )
}
