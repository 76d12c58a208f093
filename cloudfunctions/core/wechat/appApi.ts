import type { Settings } from '@core/shell/settings'
import * as z from 'zod'
import { ask, parseJson } from './request'
import { WechatFault } from './wechat'

const Said = z.looseObject({ errcode: z.int().optional(), errmsg: z.string().optional() })
export type Said = z.infer<typeof Said>

/**
 * One call of api.weixin.qq.com, which answers its errors under HTTP 200 as errcode and errmsg.
 * No token is written into a message: the address that holds it is never part of one.
 */
export async function appApi(
  app: Settings['app'], path: string, token: string | null, body: object,
): Promise<Said> {
  const query = token === null ? '' : `?access_token=${encodeURIComponent(token)}`
  const answer = await ask(`${app.apiUrl.replace(/\/$/, '')}${path}${query}`, () => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }))
  const said = Said.safeParse(parseJson(answer.body.toString('utf8')))
  if (answer.status === 200 && said.success) return said.data
  throw new WechatFault(`HTTP_${answer.status}`, false, `${path}: answer ${answer.status}`)
}
