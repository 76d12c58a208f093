import { log } from './log'
import type { World } from './world'

/** One duty of a timer function: its name for the record, and what it does. */
export type DutyWork = { readonly name: string; readonly run: (world: World, hasTime: () => boolean) => Promise<unknown> }

/** 60 % of the functions' 60 s: what is left then is the next call's (architecture rule 6). */
const WALK_MS = 36_000

/**
 * Runs a timer's duties one after another. A duty that fails does not keep the others from
 * running: an alarm is logged, and the call ends as failed so that the platform shows it.
 */
export async function runDuties(duties: readonly DutyWork[], world: World): Promise<Record<string, unknown>> {
  const hasTime = () => world.elapsedMs() < WALK_MS
  const done: Record<string, unknown> = {}
  const failed: string[] = []
  for (const { name, run } of duties) {
    try {
      done[name] = (await run(world, hasTime)) ?? 'done'
    } catch (error) {
      failed.push(name)
      log.alarm(`duty ${name}`, error)
    }
  }
  if (failed.length > 0) throw new Error(`duties failed: ${failed.join(', ')}`)
  return done
}
