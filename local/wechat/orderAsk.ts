import { z } from 'zod'
import type { OrderAsk } from './model'
import { type PayAnswer, refused } from './payAnswers'
import { parseRfc3339 } from './worldTime'

/**
 * Every limit of the order call. Source: pay.weixin.qq.com/doc/v3/merchant/4012525182 and
 * docs/merchant/products/mini-program-payment/apilist.html (2025-03-31). The fields after
 * `time_expire` are documented and accepted, and mean nothing here.
 */
const OrderAskSchema = z.strictObject({
  appid: text(32),
  mchid: text(32),
  description: text(127),
  out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/, '商户订单号须为6-32位数字、大小写字母_-|*'),
  notify_url: text(255).refine(isNotifyUrl, '通知地址须为外网可访问的https地址，不能携带参数'),
  amount: z.strictObject({ total: z.int().min(1), currency: z.literal('CNY').optional() }),
  payer: z.strictObject({ openid: text(128) }),
  attach: text(128, 0).optional(),
  time_expire: z
    .string()
    .refine((value) => parseRfc3339(value) !== null, 'time_expire须遵循rfc3339标准格式并带时区')
    .optional(),
  goods_tag: text(32).optional(),
  support_fapiao: z.boolean().optional(),
  detail: z.looseObject({}).optional(),
  scene_info: z.looseObject({}).optional(),
  settle_info: z.strictObject({ profit_sharing: z.boolean().optional() }).optional(),
})

/** Characters, not bytes; WeChat Pay takes only those of up to three UTF-8 bytes, so no emoji. */
function text(longest: number, shortest = 1) {
  return z
    .string()
    .min(shortest)
    .max(longest)
    .regex(/^[\u0000-\uffff]*$/u, '仅支持一至三个字节编码的UTF-8字符')
}

/** HTTPS, public, with a path, without a query; this machine alone may be reached over plain HTTP. */
function isNotifyUrl(value: string): boolean {
  if (!URL.canParse(value) || value.includes('?')) return false
  const { protocol, hostname, pathname } = new URL(value)
  if (pathname === '/') return false
  if (hostname === '127.0.0.1') return protocol === 'http:'
  const isPrivate = hostname === 'localhost' || /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(hostname)
  return protocol === 'https:' && !isPrivate
}

/** @returns the checked order, or the answer that refuses it */
export function readOrderAsk(body: unknown): { ask: OrderAsk } | { refusal: PayAnswer } {
  const parsed = OrderAskSchema.safeParse(body)
  if (parsed.success) return { ask: parsed.data }
  const issues = parsed.error.issues
  const extra = issues.find((issue) => issue.code === 'unrecognized_keys')
  if (extra) {
    return { refusal: refused('EXTRA_FIELD', where([...extra.path, extra.keys[0] ?? ''], extra.message)) }
  }
  const first = issues[0]
  if (first?.path[0] === 'payer') {
    return { refusal: refused('NO_OPENID', where(['payer', 'openid'], first.message)) }
  }
  return { refusal: refused('INVALID', where(first?.path ?? [], first?.message ?? 'not an object')) }
}

function where(path: readonly PropertyKey[], issue: string): object {
  return { location: 'body', field: path.map((step) => `/${String(step)}`).join(''), issue }
}
