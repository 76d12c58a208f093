import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { OnItsWay } from '@/components/OnItsWay'
import { Page } from '@/components/Page'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { usePaymentOnItsWay } from '@/hooks/usePayStatus'
import type { ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { ByAmount } from './ByAmount'
import { ByBills } from './ByBills'
import { PaySheet } from './PaySheet'

export type Choice = Pick<
  ResidentAsk<'pay.quote'> & { billIds?: string[]; amount?: number },
  'billIds' | 'amount'
>
type Way = 'bills' | 'amount'

const WAYS = [
  { value: 'bills', words: '选择账单' },
  { value: 'amount', words: '填写金额' },
] as const

/** 缴费: some of the bills, or as much as the payer says. What it comes to is the cloud's to say. */
export default function PayPage() {
  const { accountId } = useRouter().params
  const { answer, refresh } = useCloudAnswer('home.show', accountId === undefined ? {} : { accountId })

  return (
    <Page title='选择缴纳'>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {(home) => <Choosing home={home} onChanged={refresh} />}
      </Answered>
    </Page>
  )
}

function Choosing({
  home,
  onChanged,
}: {
  readonly home: ResidentAnswer<'home.show'>
  readonly onChanged: () => void
}) {
  const [way, setWay] = useState<Way>('bills')
  const [choice, setChoice] = useState<Choice | null>(null)
  const { accountId, bills, confirming } = home
  const onItsWay = usePaymentOnItsWay(accountId, onChanged)
  const outTradeNo = confirming?.outTradeNo ?? onItsWay

  if (outTradeNo !== null)
    return (
      <Card>
        <OnItsWay outTradeNo={outTradeNo} amount={confirming?.amount} />
      </Card>
    )
  if (bills.length === 0)
    return <Notice kind='empty' says='目前没有待缴账单' next='有新账单时再来，这里就可以缴纳' />
  return (
    <>
      <Chips choices={WAYS} chosen={way} onChoose={setWay} />
      {way === 'bills' ? <ByBills bills={bills} onChoose={setChoice} /> : <ByAmount onChoose={setChoice} />}
      <Card>
        <Note>下一步会列出每笔付多少，确认后才会付款。</Note>
      </Card>
      <PaySheet
        open={choice !== null}
        ask={{ accountId, ...choice }}
        onClose={() => setChoice(null)}
        onChanged={onChanged}
      />
    </>
  )
}
