import { askResident } from '@/services/cloud'
import { forgetPaid, paidAlready } from '@/services/paidAlready'
import { useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { useWatched } from './useWatched'

/** How a payment stands, asked until its receipt is numbered (a minute after it is paid) or it is closed. */
export function usePayStatus(outTradeNo: string | null) {
  return useWatched({
    key: outTradeNo,
    ask: () => askResident('pay.status', { outTradeNo: outTradeNo ?? '' }),
    isOver: ({ state, receiptNo }) => receiptNo !== undefined || state === 'closed',
  })
}

/**
 * The number of an account's payment that this phone saw succeed and the books have not placed yet,
 * else null. While there is one, the page offers nothing to pay (F08). `onPlaced`: the books caught up.
 */
export function usePaymentOnItsWay(accountId: string | null, onPlaced: () => void): string | null {
  const [, drawAgain] = useState({})
  useDidShow(() => drawAgain({}))
  const outTradeNo = accountId === null ? null : paidAlready(accountId)
  const { answer } = usePayStatus(outTradeNo)

  const isOver =
    answer.phase === 'refused' ||
    (answer.phase === 'ready' && (answer.value.state === 'paid' || answer.value.state === 'closed'))
  useEffect(() => {
    if (!isOver) return
    forgetPaid()
    onPlaced()
  }, [isOver]) // Only the payment's end matters; a new callback at each drawing does not.
  return isOver ? null : outTradeNo
}
