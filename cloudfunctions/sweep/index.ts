import { resumePreparing } from '@core/desk/billing/prepareBilling'
import { resumePublishing } from '@core/desk/billing/publishBilling'
import { resumeImports } from '@core/desk/billing/confirmLedger'
import { resumeDividing } from '@core/desk/metering/dividePool'
import { resumeForecast } from '@core/desk/collecting/forecastReach'
import { resumeHolds } from '@core/desk/collecting/holding/endHolds'
import { resumeReleases } from '@core/desk/collecting/releaseRun'
import { resumeReminders } from '@core/desk/collecting/scanReminders'
import { sweepOrders } from '@core/desk/paying/lookAtOrder'
import { resumePlans } from '@core/desk/paying/plans/keepPlans'
import { resumeReconciliation } from '@core/desk/paying/reconcile'
import { sweepReceipts } from '@core/desk/paying/sweepReceipts'
import { resumeForgetting } from '@core/desk/people/forget'
import { deliverDue } from '@core/notify/deliver'
import { runDuties } from '@core/shell/timer'
import { cloudWorld } from '@core/shell/world'

/** Milliseconds of a sweep that delivery may take. */
const DELIVERY_MS = 20_000

/** Timer, every minute: money first, then papers, then words; drafts of bills last, since a big preview must not hold up a reminder. */
export function main() {
  return runDuties(
    [
      { name: 'orders', run: sweepOrders },
      { name: 'receipts', run: sweepReceipts },
      { name: 'publications', run: resumePublishing },
      { name: 'imports', run: resumeImports },
      { name: 'pools', run: resumeDividing },
      { name: 'plans', run: resumePlans },
      { name: 'holds', run: resumeHolds },
      { name: 'reminders', run: resumeReminders },
      { name: 'forecast', run: resumeForecast },
      { name: 'releases', run: resumeReleases },
      { name: 'reconciliation', run: resumeReconciliation },
      { name: 'forgetting', run: resumeForgetting },
      { name: 'messages', run: (world) => deliverDue(world, DELIVERY_MS) },
      { name: 'drafts', run: resumePreparing },
    ],
    cloudWorld(),
    'sweep',
  )
}
