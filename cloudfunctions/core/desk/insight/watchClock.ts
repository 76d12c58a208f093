import { addMs, msOf } from '@core/domain/calendar'
import { isClockWrong } from '@core/domain/insight/health'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import type { PayPing } from '@core/wechat/wechat'
import { see } from './sightings'

/** Whole seconds that our clock is ahead of WeChat's at this moment; null when it did not say. */
export function secondsAhead(ping: PayPing, world: World): number | null {
  if (ping.theirTime === null) return null
  return Math.round((msOf(addMs(world.now, world.elapsedMs())) - msOf(ping.theirTime)) / 1000)
}

/**
 * reconcile: compares our clock with WeChat's once an hour. More than five minutes away every
 * payment fails, so it is said at once and not only to whoever opens the health page (P25). That
 * WeChat does not answer is no failure of this duty.
 */
export async function watchClock(world: World): Promise<string> {
  const ahead = secondsAhead(await world.wechat.pay.ping(), world)
  if (ahead === null) return 'not told'
  if (!isClockWrong(ahead)) return `${ahead} s`
  log.alarm('clock', { secondsAhead: ahead })
  await see(world, 'clock')
  return `${ahead} s: wrong`
}
