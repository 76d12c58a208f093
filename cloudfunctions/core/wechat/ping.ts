import type { Instant } from '@contract/calendar'
import { instantOf } from '@core/domain/calendar'
import type { Settings } from '@core/shell/settings'
import { signedRequest } from './payApi'
import { type Answer, ask, parseJson } from './request'
import { flawIn } from './signature'
import type { Tokens } from './token'
import { type AppPing, type PayPing, WechatFault } from './wechat'

/** Not found: a signed answer that there is no such order is all that was to be learnt. */
const NO_SUCH_ORDER = 'ORDER_NOT_EXIST'

/**
 * One real signed call, about an order that cannot exist, and what it shows: whether WeChat Pay is
 * there, whether it takes our signature and we theirs, and what time it is over there (P25).
 */
export async function pingPay(settings: Settings, now: Instant): Promise<PayPing> {
  const { pay, orderPrefix } = settings
  const path = `/v3/pay/transactions/out-trade-no/${orderPrefix}-no-order?mchid=${encodeURIComponent(pay.mchid)}`
  let answer: Answer
  try {
    answer = await ask(`${pay.apiUrl.replace(/\/$/, '')}${path}`, () => signedRequest(settings, now, 'GET', path))
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    return { state: 'silent', code: error.code, theirTime: null }
  }
  const { code = `HTTP_${answer.status}` } = (parseJson(answer.body.toString('utf8')) ?? {}) as { code?: string }
  return { state: stateOf(answer, code, flawIn(answer, pay.verifyKeys, now)), code, theirTime: timeOf(answer, settings.mode) }
}

function stateOf({ status }: Answer, code: string, flaw: string | null): PayPing['state'] {
  if (status >= 500 || status === 429) return 'busy'
  if (code !== NO_SUCH_ORDER) return 'refused'
  // The probe is WeChat Pay's own test of whether we check, and a wrong clock is told by its own line.
  const isTheirs = flaw === null || flaw === 'signature probe' || flaw === 'timestamp outside five minutes'
  return isTheirs ? 'good' : 'untrusted'
}

/** The local cloud's answers carry the machine's Date and not the world's: only its signed time counts. */
function timeOf({ header }: Answer, mode: Settings['mode']): Instant | null {
  const seconds = header('wechatpay-timestamp') ?? ''
  if (/^\d{1,12}$/.test(seconds)) return instantOf(Number(seconds) * 1000)
  const ms = mode === 'production' ? Date.parse(header('date') ?? '') : Number.NaN
  return Number.isFinite(ms) ? instantOf(ms) : null
}

/** Whether the platform of the mini-program knows our appid and secret: a token, asked for anew. */
export async function pingApp(tokens: Tokens): Promise<AppPing> {
  try {
    await tokens.renew()
    return { state: 'good', code: '' }
  } catch (error) {
    if (!(error instanceof WechatFault)) throw error
    return { state: error.code.startsWith('TOKEN_40') ? 'refused' : 'silent', code: error.code }
  }
}
