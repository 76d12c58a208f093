import type { TimerName } from '@core/domain/insight/timers'
import { hasTime } from './lease'
import { log } from './log'
import { type DutyFailure, recordRun } from './timerRecord'
import type { World } from './world'

/** One duty of a timer function: its name for the record, and what it does. */
export type DutyWork = { readonly name: string; readonly run: (world: World, hasTime: () => boolean) => Promise<unknown> }

/**
 * Runs a timer's duties one after another. A duty that fails does not keep the others from
 * running: an alarm is logged, the run's record says so on the health page, and the call ends as
 * failed so that the platform shows it.
 */
export async function runDuties(duties: readonly DutyWork[], world: World, timer: TimerName): Promise<Record<string, unknown>> {
  const done: Record<string, unknown> = {}
  const failures: DutyFailure[] = []
  for (const { name, run } of duties) {
    try {
      done[name] = (await run(world, () => hasTime(world))) ?? 'done'
    } catch (error) {
      failures.push({ name, error })
      log.alarm(`duty ${name}`, error)
    }
  }
  await recordRun(world, timer, failures)
  if (failures.length > 0) throw new Error(`duties failed: ${failures.map(({ name }) => name).join(', ')}`)
  return done
}
