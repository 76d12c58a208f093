import { dayOf, formatDay, type Instant } from '@contract/calendar'
import { addDays } from '@core/domain/calendar'
import type { KeyFacts, VerifyKeyFact } from '@core/wechat/keyFacts'
import type { AppPing, PayPing } from '@core/wechat/wechat'
import { type Check, check } from './check'

/** How the program is set up and whether WeChat takes it, in plain words. Nothing here shows a part of a key. */
const CERTIFICATE_ENDS_SOON_DAYS = 30
/** Either side refuses a timestamp more than five minutes away (P25): the window is theirs and not ours to widen. */
const CLOCK_BAD_S = 300
const CLOCK_WATCH_S = 60
const SUPPORT = '请联系技术支持'

export function modeCheck(mode: 'production' | 'local'): Check {
  return mode === 'production'
    ? check('mode', 'good', '正式运行，没有接任何模拟')
    : check('mode', 'watch', '现在是本地模拟：微信支付和消息都是模拟的，钱不是真的', '只用于试用和测试；正式收费请部署到云上')
}

export function keyChecks(facts: KeyFacts, now: Instant): readonly Check[] {
  return [merchantKeyCheck(facts), apiV3KeyCheck(facts), verifyKeysCheck(facts.verifyKeys, now)]
}

function merchantKeyCheck({ merchantKey, merchantSerialFits }: KeyFacts): Check {
  const key = 'merchant_key'
  if (merchantKey === 'unreadable') return check(key, 'bad', '商户私钥读不出来，无法下单和查单', `${SUPPORT}重新填写商户私钥`)
  if (merchantKey === 'weak') return check(key, 'bad', '商户私钥的长度不够，微信支付不会接受', `${SUPPORT}在商户平台重新申请证书`)
  if (!merchantSerialFits) return check(key, 'bad', '商户证书序列号的格式不对，应是 40 位', `${SUPPORT}到商户平台核对证书序列号`)
  return check(key, 'good', '商户私钥可以使用，证书序列号格式正确')
}

function apiV3KeyCheck({ apiV3KeyFits }: KeyFacts): Check {
  return apiV3KeyFits
    ? check('apiv3_key', 'good', 'APIv3 密钥的长度正确')
    : check('apiv3_key', 'bad', 'APIv3 密钥的长度不对，支付通知打不开', `${SUPPORT}核对 APIv3 密钥，应是 32 个字母或数字`)
}

function verifyKeysCheck(keys: readonly VerifyKeyFact[], now: Instant): Check {
  const key = 'verify_keys'
  if (keys.length === 0) return check(key, 'bad', '没有微信支付的公钥或平台证书，支付通知都会被拒收', `${SUPPORT}填写微信支付公钥`)
  if (keys.some(({ fits }) => !fits)) return check(key, 'bad', '有一把微信支付的验签密钥用不了', `${SUPPORT}核对公钥或平台证书和它的序列号`)
  const ends = keys.flatMap(({ goodUntil }) => goodUntil ?? [])
  const soonest = ends.length === 0 ? null : ends.reduce((first, at) => (at < first ? at : first))
  const change = `${SUPPORT}更换为微信支付公钥，或下载新的平台证书`
  if (soonest !== null && soonest <= now) return check(key, 'bad', `平台证书 ${formatDay(dayOf(soonest))}到期，已经失效`, change)
  if (soonest !== null && dayOf(soonest) <= addDays(dayOf(now), CERTIFICATE_ENDS_SOON_DAYS)) {
    return check(key, 'watch', `平台证书 ${formatDay(dayOf(soonest))}到期`, change)
  }
  const kinds = [...new Set(keys.map(({ kind }) => kind))]
  const held = kinds.length > 1 ? '微信支付公钥和平台证书都有' : kinds[0] === 'public_key' ? '有微信支付公钥' : '有微信支付平台证书'
  return check(key, 'good', `${held}，可以验签`)
}

/** `problems` are the configuration's own words, for whoever repairs it. */
export function templatesCheck(problems: readonly string[]): Check {
  return problems.length === 0
    ? check('templates', 'good', '微信消息模板都配好了')
    : check('templates', 'bad', `微信消息模板有 ${problems.length} 处没配好，相应的消息发不出去`, `请把这句话转给技术支持：${problems.join('; ')}`)
}

/** Orders of another prefix are another environment's to us: their notices are refused (P28). */
export function prefixCheck(prefix: string, strangers: number): Check {
  return strangers === 0
    ? check('order_prefix', 'good', `支付单号以 ${prefix} 开头，与等待付款的单子一致`)
    : check('order_prefix', 'watch', `有 ${strangers} 笔等待付款的单号不以 ${prefix} 开头，它们的支付通知会被拒收`, `款项会由查单入账；${SUPPORT}确认单号开头是否改过`)
}

export function databaseCheck(missing: readonly string[], collections: number, indexes: number): Check {
  return missing.length === 0
    ? check('database', 'good', `数据库的 ${collections} 个集合都在，声明了 ${indexes} 个索引`)
    : check('database', 'bad', `数据库有 ${missing.length} 个集合读不到：${missing.join('、')}`, `${SUPPORT}重新部署数据库的集合和索引`)
}

export function payChecks(ping: PayPing | null, offsetS: number | null): readonly Check[] {
  return [payCheck(ping, offsetS), clockCheck(offsetS)]
}

/** `ping` is null when there is no key to sign with. */
function payCheck(ping: PayPing | null, offsetS: number | null): Check {
  const key = 'wechat_pay'
  if (!ping) return check(key, 'bad', '没有可用的商户私钥，没法问微信支付', '先处理商户私钥那一项')
  switch (ping.state) {
    case 'good': return check(key, 'good', '微信支付连得上，双方的签名都对得上')
    case 'busy': return check(key, 'watch', `微信支付说它正忙（${ping.code}）`, '几分钟后再来看；款项不会丢，会由查单入账')
    case 'silent': return check(key, 'bad', '连不上微信支付', '几分钟后刷新再看；一直这样请联系技术支持检查网络')
    case 'untrusted': return check(key, 'bad', '微信支付的回答验签不通过，不能采信', `${SUPPORT}核对微信支付公钥或平台证书`)
    case 'refused': return offsetS !== null && Math.abs(offsetS) > CLOCK_BAD_S
      ? check(key, 'bad', `微信支付不接受我们的请求（${ping.code}），因为时钟差得太多`, '先校准服务器时钟')
      : check(key, 'bad', `微信支付不接受我们的请求（${ping.code}）`, `${SUPPORT}核对商户号、证书序列号和商户私钥是否是一套`)
  }
}

/** Seconds that our clock is ahead of theirs; null when they did not say. */
function clockCheck(offsetS: number | null): Check {
  const key = 'clock'
  if (offsetS === null) return check(key, 'watch', '没有问到微信支付的时间，时钟没法核对', '连上微信支付后再来看')
  const away = Math.abs(offsetS)
  const says = `服务器时钟比微信支付${offsetS >= 0 ? '快' : '慢'} ${away} 秒`
  if (isClockWrong(offsetS)) return check(key, 'bad', `${says}，付款和查单都会失败`, `${SUPPORT}校准服务器时钟`)
  if (away > CLOCK_WATCH_S) return check(key, 'watch', says, `超过 ${CLOCK_BAD_S} 秒付款会失败，${SUPPORT}校准服务器时钟`)
  return check(key, 'good', '服务器时钟与微信支付一致')
}
export function isClockWrong(offsetS: number): boolean {
  return Math.abs(offsetS) > CLOCK_BAD_S
}

export function appCheck({ state, code }: AppPing): Check {
  const key = 'wechat_app'
  if (state === 'good') return check(key, 'good', '小程序的消息接口连得上')
  return state === 'silent'
    ? check(key, 'watch', `小程序的消息接口没有回应（${code}）`, '几分钟后再来看；没发出的消息会自动再试')
    : check(key, 'bad', `微信不认小程序的密钥（${code}），消息发不出去`, `${SUPPORT}核对小程序的 AppID 和密钥`)
}
