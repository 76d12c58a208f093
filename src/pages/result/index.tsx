import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { usePayStatus } from '@/hooks/usePayStatus'
import { forgetPaid } from '@/services/paidAlready'
import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { OnTheWay, NotPaid, Paid, Unknown } from './Results'

/**
 * 结果: what the payer's own window said, at once; then what the books say, as soon as they say it.
 * Only the cloud's `paid` is called paid, and while WeChat may hold the money nothing here says unpaid.
 */
export default function ResultPage() {
  const { outTradeNo = '', outcome = 'paid' } = useRouter().params
  const { answer, unreachable } = usePayStatus(outTradeNo)
  const state = answer.phase === 'ready' ? answer.value.state : null

  useEffect(() => {
    if (state === 'paid') forgetPaid()
  }, [state])

  return (
    <Page title='缴费结果'>
      <Card>
        {answer.phase === 'refused' && <Unknown says={answer.says} next={answer.next} />}
        {answer.phase === 'ready' && answer.value.state === 'paid' && <Paid status={answer.value} />}
        {answer.phase !== 'refused' &&
          state !== 'paid' &&
          (outcome === 'paid' || state === 'confirming' ? (
            <OnTheWay
              amount={answer.phase === 'ready' ? answer.value.amount : undefined}
              closed={state === 'closed'}
            />
          ) : (
            <NotPaid outcome={outcome === 'cancelled' ? 'cancelled' : 'failed'} closed={state === 'closed'} />
          ))}
        {unreachable && <Note>网络不给力，正在继续查询。您可以先离开，已付的款项不会丢失。</Note>}
      </Card>
    </Page>
  )
}
