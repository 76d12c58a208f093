import './PaySheet.css'
import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { OnItsWay } from '@/components/OnItsWay'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import { paidAlready, rememberPaid } from '@/services/paidAlready'
import { openPaymentSheet } from '@/services/wechatPay'
import { formatPeriod } from '@contract/calendar'
import type { ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import { showFen } from '@contract/money'
import { View } from '@tarojs/components'

type Ask = ResidentAsk<'pay.quote'> & { readonly accountId: string }
type Quote = ResidentAnswer<'pay.quote'>
type PaySheetProps = {
  readonly open: boolean
  /** What to pay: everything due, some bills, or some amount. The price is the cloud's. */
  readonly ask: Ask
  readonly onClose: () => void
  /** The bills are no longer as this page shows them. */
  readonly onChanged: () => void
}

/** The second of the two taps: what is paid, to whom, and 确认支付. */
export function PaySheet(props: PaySheetProps) {
  // A place of its own in the page: Taro sends a changed list of children whole, so closing the sheet
  // would send every card beside it once more.
  return <View>{props.open && <OpenSheet {...props} />}</View>
}

function OpenSheet({ ask, onClose, onChanged }: PaySheetProps) {
  const outTradeNo = paidAlready(ask.accountId)
  return (
    <Sheet open title='确认缴费' onClose={onClose}>
      {outTradeNo === null ? (
        <Quoted ask={ask} onClose={onClose} onChanged={onChanged} />
      ) : (
        <OnItsWay outTradeNo={outTradeNo} />
      )}
    </Sheet>
  )
}

function Quoted({ ask, onClose, onChanged }: Omit<PaySheetProps, 'open'>) {
  const { answer, refresh } = useCloudAnswer('pay.quote', ask, 'once')
  const lookAgain = {
    words: '看最新账单',
    onTap: () => {
      onChanged()
      onClose()
    },
  }
  return (
    <Answered
      answer={answer}
      onRetry={refresh}
      ways={{ NOTHING_DUE: lookAgain, BILL_ALREADY_PAID: lookAgain, BILL_NOT_FOUND: lookAgain }}
    >
      {(quote) => <Confirm quote={quote} accountId={ask.accountId} onClose={onClose} onStale={refresh} />}
    </Answered>
  )
}

/** Refusals after which the same sheet can simply be worked out anew. */
const STALE = ['QUOTE_EXPIRED', 'QUOTE_CHANGED', 'QUOTE_NOT_FOUND']

type ConfirmProps = {
  readonly quote: Quote
  readonly accountId: string
  readonly onClose: () => void
  readonly onStale: () => Promise<void>
}

function Confirm({ quote, accountId, onClose, onStale }: ConfirmProps) {
  const { act, busy, problem } = useAct(
    () => askResident('pay.start', { quoteId: quote.quoteId }),
    async (started) => {
      if ('settled' in started) {
        onClose()
        return go('receipt', { receiptId: started.receiptId })
      }
      const outcome = await openPaymentSheet(started)
      if (outcome === 'paid') rememberPaid(accountId, started.outTradeNo)
      onClose()
      go('result', { outTradeNo: started.outTradeNo, outcome })
    },
  )
  const refusal = problem?.refusal ?? null
  const stale = refusal !== null && STALE.includes(refusal)
  return (
    <>
      <Money size='large' amount={quote.total} meaning='本次支付' />
      <View className='pay-lines'>
        {quote.lines.map((line) => (
          <QuoteLine key={line.billId} line={line} />
        ))}
      </View>
      <Note>{`收款单位：${quote.payee}`}</Note>
      {quote.others?.map((other) => (
        <Note
          key={other.payee}
        >{`另有 ${other.count} 笔共 ¥${showFen(other.total)} 由${other.payee}收取，付完这笔后再付`}</Note>
      ))}
      <Problem problem={problem} />
      <Acts>
        {stale ? (
          <Button kind='filled' onTap={onStale}>
            重新计算
          </Button>
        ) : (
          <Button kind='filled' busy={busy} onTap={act}>
            确认支付
          </Button>
        )}
      </Acts>
    </>
  )
}

/** What one bill gets, and under it, where there is any, the late charge in it and what was taken off. */
function QuoteLine({ line }: { readonly line: Quote['lines'][number] }) {
  const { title, period, amount, late, lateSays, discount, discountSays } = line
  return (
    <>
      <Row title={`${formatPeriod(period)}${title}`}>
        <Money amount={amount} meaning='本次付给这笔' />
      </Row>
      {late !== undefined && (
        <Row title='其中违约金' note={lateSays ?? ''}>
          <Money amount={late} meaning='其中违约金' />
        </Row>
      )}
      {discount !== undefined && (
        <Row title='已减优惠' note={discountSays ?? ''}>
          <Money amount={discount} meaning='已减优惠' />
        </Row>
      )}
    </>
  )
}
