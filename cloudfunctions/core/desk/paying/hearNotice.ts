import { see } from '@core/desk/insight/sightings'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import { ForgedNotice, type HttpEvent, type Notice, SealedNotice } from '@core/wechat/wechat'
import { lookAtOrder } from './lookAtOrder'
import { recordPayment, recordUnknown } from './recordPayment'

const NOTICE_PATH = '/notify/wechatpay'
/** WeChat Pay takes 200 and 204 as received, whatever the body says. */
const ACCEPTED = answer(200, { code: 'SUCCESS', message: '成功' })

/**
 * What WeChat Pay says over the open internet: nothing is believed until the signature holds.
 * Answers 2xx only when the fact is on the books or need not be, so that WeChat comes again otherwise.
 */
export async function hearNotice(event: HttpEvent, openWorld: () => World) {
  // An unknown route that answered 200 once swallowed notices for ever (F03).
  if (!isNoticePath(event.path) || event.httpMethod !== 'POST') return answer(404, fail('no such address'))
  try {
    const world = openWorld()
    const notice = world.wechat.pay.openNotice(event)
    // Only after the write. WeChat stops repeating a notice once we say that we have it (P20).
    return (await believe(notice, world)) ? ACCEPTED : answer(500, fail('not recorded yet'))
  } catch (error) {
    if (error instanceof ForgedNotice) {
      log.info('notice refused', { why: error.message })
      return answer(401, fail(error.message))
    }
    log.alarm('payment notice', error)
    // Nobody reads a log every morning: 今日 and the health page say it too (P27).
    if (error instanceof SealedNotice) await see(openWorld(), 'sealed_notice')
    return answer(500, fail('not recorded'))
  }
}

/** HTTP access may leave out the part of the path that the function is bound to. */
function isNoticePath(path: string): boolean {
  return path.length > 1 && NOTICE_PATH.endsWith(path)
}

/** Returns whether the facts are on the books, or need not be. */
async function believe(notice: Notice, world: World): Promise<boolean> {
  if (notice.kind === 'other') return notice.outTradeNo === null || (await ask(notice.outTradeNo, world))
  const result = await recordPayment(notice.fact, world)
  log.info('payment notice', { id: notice.id, outTradeNo: notice.fact.outTradeNo, result })
  if (result !== 'unknown_order') return true
  log.alarm('payment notice of an unknown order', { outTradeNo: notice.fact.outTradeNo })
  return recordUnknown(notice.fact, world)
}

/** A true notice that is no success proves nothing: WeChat is asked instead (P09). */
async function ask(outTradeNo: string, world: World): Promise<boolean> {
  const order = await world.store.get('orders', outTradeNo)
  return order !== null && (await lookAtOrder(order, world)) !== 'unsure'
}

function answer(statusCode: number, body: object) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), isBase64Encoded: false }
}
function fail(message: string) {
  return { code: 'FAIL', message }
}
