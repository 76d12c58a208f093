import { hasTime } from './lease'
import { log } from './log'
import type { World } from './world'

/** One duty of a timer function: its name for the record, and what it does. */
export type DutyWork = { readonly name: string; readonly run: (world: World, hasTime: () => boolean) => Promise<unknown> }

/**
 * Runs a timer's duties one after another. A duty that fails does not keep the others from
 * running: an alarm is logged, and the call ends as failed so that the platform shows it.
 */
export async function runDuties(duties: readonly DutyWork[], world: World): Promise<Record<string, unknown>> {
  const done: Record<string, unknown> = {}
  const failed: string[] = []
  for (const { name, run } of duties) {
    try {
      done[name] = (await run(world, () => hasTime(world))) ?? 'done'
    } catch (error) {
      failed.push(name)
      log.alarm(`duty ${name}`, error)
    }
  }
  if (failed.length > 0) throw new Error(`duties failed: ${failed.join(', ')}`)
  return done
}
