import Taro from '@tarojs/taro'

export type CloudFunction = 'resident' | 'staff'
export type Question = { readonly action: string; readonly ask: object }

let opened = false

/**
 * Carries a question to the cloud. WeChat signs the person in on the way and vouches for the openid,
 * so the question itself says nothing about who asks. carry.h5.ts is the browser's road.
 */
export async function carry(fn: CloudFunction, question: Question): Promise<unknown> {
  if (!opened) Taro.cloud.init({ traceUser: false })
  opened = true
  const { result } = await Taro.cloud.callFunction({ name: fn, data: question })
  return result
}
