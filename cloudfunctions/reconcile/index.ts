import { watchClock } from '@core/desk/insight/watchClock'
import { auditEverything } from '@core/desk/paying/auditEverything'
import { reconcile } from '@core/desk/paying/reconcile'
import { sealEverything } from '@core/desk/people/sealAudit'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/**
 * Timer, 10:30 and hourly: WeChat's bill first, since it may add to the books that are audited
 * after it; last, our clock against WeChat's.
 */
export function main() {
  return runDuties(
    [
      { name: 'bills', run: reconcile },
      { name: 'seals', run: sealEverything },
      { name: 'books', run: auditEverything },
      { name: 'clock', run: watchClock },
    ],
    cloudWorld(),
    'reconcile',
  )
}
