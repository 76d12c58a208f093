import { TIMER_NAMES, timerId, type TimerRecords } from '@core/domain/insight/timers'
import type { World } from '@core/shell/world'

/** What each timer's last run came to; null for one that never ran. */
export async function timerRecords({ store }: World): Promise<TimerRecords> {
  const found = await store.getMany('duties', TIMER_NAMES.map(timerId))
  const each = TIMER_NAMES.map((name) => [name, found.find((duty) => duty._id === timerId(name)) ?? null] as const)
  return Object.fromEntries(each) as TimerRecords
}
