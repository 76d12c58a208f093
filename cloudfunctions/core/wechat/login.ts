import type { Settings } from '@core/shell/settings'
import * as z from 'zod'
import { appApi } from './appApi'
import type { Tokens } from './token'
import { WechatFault } from './wechat'

/** A code works once and for five minutes: 40029 is false, 40163 was used. */
const CODE_SPENT = [40029, 40163]
const MAINLAND = '86'

/** The country code is a number in their example and a text in their table. */
const PhoneInfo = z.object({
  purePhoneNumber: z.string().min(4),
  countryCode: z.union([z.string(), z.number()]).transform(String),
})

/**
 * The number behind the phone button's code (/wxa/business/getuserphonenumber), null when the code
 * is spent or false. A mainland number is its 11 digits, as ledgers write it; any other keeps its
 * country code, so that a number abroad with the same digits is never taken for a neighbour's.
 */
export async function phoneOf(app: Settings['app'], tokens: Tokens, code: string): Promise<string | null> {
  const said = await tokens.use((token) => appApi(app, '/wxa/business/getuserphonenumber', token, { code }))
  const errcode = said.errcode ?? 0
  if (CODE_SPENT.includes(errcode)) return null
  const fault = `phone number: ${errcode} ${said.errmsg ?? ''}`
  if (errcode !== 0) throw new WechatFault(String(errcode), false, fault)
  const { purePhoneNumber, countryCode } = PhoneInfo.parse(said['phone_info'])
  return countryCode === MAINLAND ? purePhoneNumber : `+${countryCode}${purePhoneNumber}`
}
