import Taro from '@tarojs/taro'

/** By template id: accept, reject, ban, filter … (wx.requestSubscribeMessage). */
export type PromptAnswers = Readonly<Record<string, unknown>>

/**
 * WeChat's own prompt. Rejects when it cannot be shown at all. prompt.h5.ts is the browser's.
 * `entityIds` is another platform's field, which Taro's types demand.
 */
export function askPrompt(templateIds: string[]): Promise<PromptAnswers> {
  return Taro.requestSubscribeMessage({ tmplIds: templateIds, entityIds: [] }).then((answers) => ({
    ...answers,
  }))
}
