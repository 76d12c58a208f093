import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { goTab } from '@/services/go'
import { dayOf, formatDay, formatPeriod } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { type Fen, showFen } from '@contract/money'
import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'

/** 收据: who paid whom how much, when, and for what. */
export default function ReceiptPage() {
  const { receiptId = '' } = useRouter().params
  const { answer, refresh } = useCloudAnswer('receipt.show', { receiptId })
  return (
    <Page title='收据'>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
        ways={{ RECEIPT_NOT_FOUND: { words: '返回首页', onTap: () => goTab('home') } }}
      >
        {(receipt) => <ReceiptView receipt={receipt} />}
      </Answered>
    </Page>
  )
}

function ReceiptView({ receipt }: { readonly receipt: ResidentAnswer<'receipt.show'> }) {
  const { receiptNo, payee, place, payer, amount, paidAt, outTradeNo, lines, surplus } = receipt
  return (
    <>
      <Card>
        <Money size='hero' amount={amount} meaning='实付金额' />
        <Row title='收据号' note={receiptNo ?? '正在编号，一两分钟后可以看到'} />
        <Row title='收款单位'>
          <Text>{payee}</Text>
        </Row>
        <Row title='房屋'>
          <Text>{place}</Text>
        </Row>
        <Row title='缴款人'>
          <Text>{payer}</Text>
        </Row>
        <Row title='付款时间'>
          <Text>{`${formatDay(dayOf(paidAt))} ${paidAt.slice(11, 16)}`}</Text>
        </Row>
        <Row title='付款单号' note={outTradeNo} />
      </Card>
      <Card title='缴纳了哪些'>
        {lines.map(({ title, period, amount: part, late, discount }) => (
          <Row key={`${period} ${title}`} title={`${formatPeriod(period)}${title}`} {...besides(late, discount)}>
            <Money amount={part} meaning='付给这笔' />
          </Row>
        ))}
        {surplus > 0 && (
          <Row title='待核对' note='暂时没有对应的账单，物业会联系您'>
            <Money amount={surplus} meaning='待核对金额' />
          </Row>
        )}
      </Card>
      <Card>
        <Note>收据不是发票。需要发票请联系物业前台。</Note>
      </Card>
    </>
  )
}

/** What a line holds besides the bill itself. */
function besides(late?: Fen, discount?: Fen): { note?: string } {
  const words = [
    ...(late === undefined ? [] : [`其中违约金 ¥${showFen(late)}`]),
    ...(discount === undefined ? [] : [`已减优惠 ¥${showFen(discount)}`]),
  ]
  return words.length === 0 ? {} : { note: words.join('，') }
}
