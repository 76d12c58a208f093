import { scanReminders } from '@core/desk/collecting/scanReminders'
import { keepPlans } from '@core/desk/paying/plans/keepPlans'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/** Timer, 00:30: keeps plans, then decides today's reminders over what stands; sweep delivers them between nine and nine. */
export function main() {
  return runDuties(
    [
      { name: 'plans', run: keepPlans },
      { name: 'reminders', run: (world) => scanReminders(world) },
    ],
    cloudWorld(),
  )
}
