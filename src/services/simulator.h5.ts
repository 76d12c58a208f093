import { visitor } from './visitor.h5'

export type PhoneAnswer = { readonly ok: boolean; readonly says?: string; readonly [field: string]: unknown }

/**
 * Asks the simulated phone of the person at this browser to do what WeChat's own windows would. It
 * never throws: a phone that cannot be reached has simply not done it.
 */
export async function askPhone(
  act: 'sheet' | 'pay' | 'subscribe' | 'phone',
  body: object,
): Promise<PhoneAnswer> {
  try {
    const response = await fetch(`/local/wechat/${act}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as PhoneAnswer
  } catch {
    return { ok: false, says: '没有连上' }
  }
}

export const myself = () => ({ openid: visitor() })
