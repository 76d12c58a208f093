import { fen } from '@contract/money'
import { askInSheet } from './askInSheet.h5'
import { askPhone, myself } from './simulator.h5'
import type { SheetOutcome, Started } from './wechatPay'

export async function openPaymentSheet({ sheet }: Started): Promise<SheetOutcome> {
  const order = await askPhone('sheet', { ...myself(), sheet })
  if (!order.ok) return 'failed'
  const confirmed = await askInSheet({
    title: '微信支付',
    says: String(order['description']),
    amount: { fen: fen(Number(order['total'])), meaning: '支付金额' },
    yes: '确认支付',
    no: '取消',
  })
  const touched = await askPhone('pay', {
    outTradeNo: order['outTradeNo'],
    outcome: confirmed ? 'success' : 'cancel',
  })
  if (!touched.ok) return 'failed'
  return confirmed ? 'paid' : 'cancelled'
}
