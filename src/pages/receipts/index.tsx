import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { More } from '@/components/More'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { useAccountChoice } from '@/hooks/useAccountChoice'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askResident } from '@/services/cloud'
import { ACCOUNT_WAYS } from '@/services/accountWays'
import { go } from '@/services/go'
import { dayOf, formatDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'

type Receipt = ResidentAnswer<'receipt.list'>['rows'][number]

/** 缴费记录: every payment of this account, newest first. */
export default function ReceiptsPage() {
  const { chosen } = useAccountChoice()
  const ask = chosen === null ? {} : { accountId: chosen }
  const { answer, refresh } = useCloudAnswer('receipt.list', ask)
  const { rows, fetchMore, problem } = usePages<Receipt>(answer, (after) =>
    askResident('receipt.list', { ...ask, after }),
  )

  return (
    <Page title='缴费记录'>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
        ways={ACCOUNT_WAYS}
      >
        {() =>
          rows.length === 0 ? (
            <Notice kind='empty' says='还没有缴费记录' next='缴费之后，收据会保存在这里' />
          ) : (
            <Card>
              {rows.map((receipt) => (
                <ReceiptRow key={receipt.receiptId} receipt={receipt} />
              ))}
            </Card>
          )
        }
      </Answered>
      <More onTap={fetchMore} problem={problem} />
    </Page>
  )
}

function ReceiptRow({
  receipt: { receiptId, receiptNo, amount, paidAt, says },
}: {
  readonly receipt: Receipt
}) {
  return (
    <Row
      title={says}
      note={`${formatDay(dayOf(paidAt))}，${receiptNo === undefined ? '收据正在编号' : '收据已开'}`}
      onTap={() => go('receipt', { receiptId })}
    >
      <Money amount={amount} meaning='实付' />
    </Row>
  )
}
