/**
 * Everything the pay API refuses with. `number` ends the Request-ID header, as WeChat Pay's support
 * asks for it. Sources: the error tables of pay.weixin.qq.com/doc/v3/merchant/4012525182 (order),
 * 4012525167, 4012556398 (close), 4013071254 (bills), and the trouble-shooting page of wechatpay-apiv3/wechatpay-skills.
 */
export const PAY_ERRORS = {
  INVALID: { status: 400, code: 'PARAM_ERROR', number: 268435461, says: '参数错误' },
  EXTRA_FIELD: { status: 400, code: 'PARAM_ERROR', number: 270924358, says: '参数中含有非法的额外参数' },
  NO_OPENID: { status: 400, code: 'PARAM_ERROR', number: 268501013, says: 'JSAPI支付必须传openid' },
  OTHER_MCHID: { status: 400, code: 'PARAM_ERROR', number: 268435461, says: 'http header与请求中的mchid不匹配' },
  OTHER_APPID: { status: 400, code: 'APPID_MCHID_NOT_MATCH', number: 268445527, says: 'appid和mch_id不匹配' },
  CHANGED: { status: 400, code: 'INVALID_REQUEST', number: 268498688, says: '请求重入时，参数与首次请求时不一致' },
  PAID: { status: 400, code: 'ORDERPAID', number: 268449538, says: '该订单已支付' },
  CLOSED: { status: 400, code: 'ORDER_CLOSED', number: 268447914, says: '该订单已失效' },
  NOT_FOUND: { status: 404, code: 'ORDER_NOT_EXIST', number: 268512771, says: '订单不存在' },
  NO_HEADERS: { status: 400, code: 'INVALID_REQUEST', number: 268435461, says: 'Http头缺少Accept或User-Agent' },
  NO_SERIAL: { status: 400, code: 'PARAM_ERROR', number: 268435461, says: '平台证书序列号Wechatpay-Serial错误' },
  BAD_SIGNATURE: { status: 401, code: 'SIGN_ERROR', number: 268443699, says: '错误的签名，验签失败' },
  NO_ADDRESS: { status: 404, code: 'RESOURCE_NOT_EXISTS', number: 268435461, says: '请求的资源不存在' },
  CREATING: { status: 400, code: 'STATEMENT_CREATING', number: 268435461, says: '账单生成中' },
  NO_STATEMENT: { status: 400, code: 'NO_STATEMENT_EXIST', number: 268435461, says: '请求的账单文件不存在' },
  SYSTEM: { status: 500, code: 'SYSTEM_ERROR', number: 268435456, says: '系统繁忙，请稍后重试' },
} as const

export type PayError = keyof typeof PAY_ERRORS

/** `body` is absent for 204. */
export type PayAnswer = { readonly status: number; readonly number: number; readonly body?: object }

export const granted = (body: object): PayAnswer => ({ status: 200, number: 0, body })
export const done: PayAnswer = { status: 204, number: 0 }

/** @param detail where and why, in WeChat Pay's own shape {location, field, value, issue} */
export function refused(error: PayError, detail?: object): PayAnswer {
  const { status, code, number, says } = PAY_ERRORS[error]
  return { status, number, body: { code, message: says, ...(detail && { detail }) } }
}
