import { addMs } from '@core/domain/calendar'
import { timerId, type TimerName } from '@core/domain/insight/timers'
import { redact } from './log'
import type { World } from './world'

export type DutyFailure = { readonly name: string; readonly error: unknown }

const REASON_LENGTH_MAX = 80
const SAYS_LENGTH_MAX = 240
/** Keys, tokens, openids and ids: anything long that is no word. */
const LONG_TOKEN = /[0-9A-Za-z+/_=-]{20,}/g

/**
 * What a timer's run came to: one document a timer and one write a run, since `sweep` runs every
 * minute (F38). A run that was killed writes nothing, and shows as a success that is getting old.
 */
export async function recordRun(world: World, timer: TimerName, failures: readonly DutyFailure[]): Promise<void> {
  const isDone = failures.length === 0
  const lastSays = isDone ? 'done' : failures.map(({ name, error }) => `${name}: ${shortReason(error)}`).join('; ').slice(0, SAYS_LENGTH_MAX)
  const fields = {
    lastStartedAt: world.now, lastSays, failed: failures.map(({ name }) => name),
    ...(isDone ? { lastDoneAt: addMs(world.now, world.elapsedMs()) } : {}),
  }
  if (await world.store.setIf('duties', timerId(timer), {}, fields)) return
  await world.store.addNew('duties', [{ _id: timerId(timer), leaseUntil: world.now, lastDoneAt: null, since: world.now, ...fields }])
}

/** An accident's code, and the first line of its words without anything that could be a secret. */
export function shortReason(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const [line = ''] = String(message ?? error).split('\n')
  const named = code === undefined || line.includes(String(code)) ? line : `${String(code)} ${line}`
  return String(redact(named)).replace(LONG_TOKEN, '…').slice(0, REASON_LENGTH_MAX)
}
