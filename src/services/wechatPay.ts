import type { ResidentAnswer } from '@contract/contract/resident'
import Taro from '@tarojs/taro'

export type Started = Extract<ResidentAnswer<'pay.start'>, { outTradeNo: string }>
/** What the payer's own window says. `paid` is not yet the books' word for it: only the cloud's is. */
export type SheetOutcome = 'paid' | 'cancelled' | 'failed'

/** Opens WeChat's payment sheet (wx.requestPayment). wechatPay.h5.ts is the browser's. */
export function openPaymentSheet({ sheet }: Started): Promise<SheetOutcome> {
  return Taro.requestPayment(sheet).then(
    () => 'paid' as const,
    (error: { errMsg?: string }) => (error.errMsg?.includes('cancel') ? 'cancelled' : 'failed'),
  )
}
