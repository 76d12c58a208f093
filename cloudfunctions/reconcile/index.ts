import { watchClock } from '@core/desk/insight/watchClock'
import { auditEverything } from '@core/desk/paying/auditEverything'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/** Timer, 10:30 and hourly: the rules of the books over live data, and our clock against WeChat's. */
export function main() {
  return runDuties(
    [
      { name: 'books', run: auditEverything },
      { name: 'clock', run: watchClock },
    ],
    cloudWorld(),
    'reconcile',
  )
}
