import { Answered } from '@/components/Answered'
import { BillRow } from '@/components/BillRow'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Money } from '@/components/Money'
import { More } from '@/components/More'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAccountChoice } from '@/hooks/useAccountChoice'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askResident } from '@/services/cloud'
import { ACCOUNT_WAYS } from '@/services/accountWays'
import { go } from '@/services/go'
import { formatPeriod } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { showFen } from '@contract/money'
import { useState } from 'react'

type Listed = ResidentAnswer<'bill.list'>
type Bill = Listed['rows'][number]
type Shown = 'open' | 'all'

const CHOICES = [
  { value: 'open', words: '待缴' },
  { value: 'all', words: '全部账单' },
] as const

/** 账单: by period; the count and the total above them are the cloud's. */
export default function BillsPage() {
  const [state, setState] = useState<Shown>('open')
  const { chosen } = useAccountChoice()
  const ask = { ...(chosen === null ? {} : { accountId: chosen }), state }
  const { answer, refresh } = useCloudAnswer('bill.list', ask)
  const { rows, fetchMore, problem } = usePages<Bill>(answer, (after) =>
    askResident('bill.list', { ...ask, after }),
  )

  return (
    <Page title='账单' tab='bills'>
      <Chips choices={CHOICES} chosen={state} onChoose={setState} />
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
        ways={ACCOUNT_WAYS}
      >
        {(listed) => (
          <>
            <Totals listed={listed} />
            {rows.length === 0 ? (
              <Notice
                kind='empty'
                says={state === 'open' ? '目前没有待缴账单' : '还没有账单'}
                next='新账单发布后会出现在这里'
              />
            ) : (
              <Card>
                {rows.map((bill) => (
                  <AnyBill key={bill.billId} bill={bill} />
                ))}
              </Card>
            )}
            <More onTap={fetchMore} problem={problem} />
          </>
        )}
      </Answered>
    </Page>
  )
}

function Totals({ listed: { total, count, lateCharge } }: { readonly listed: Listed }) {
  if (total === undefined || count === undefined || count === 0) return null
  return (
    <Card>
      <Money size='large' amount={total} meaning='待缴合计' />
      <Note>{`共 ${count} 笔待缴`}</Note>
      {lateCharge !== undefined && <Note>{`其中违约金 ¥${showFen(lateCharge)}`}</Note>}
    </Card>
  )
}

function AnyBill({ bill }: { readonly bill: Bill }) {
  const { billId, title, period, amount, state } = bill
  const open = () => go('bill', { billId })
  if (state === 'open') return <BillRow bill={bill} onTap={open} />
  return (
    <Row
      title={`${formatPeriod(period)}${title}`}
      tag={<Tag tone={state === 'settled' ? 'paid' : 'plain'}>{state === 'settled' ? '已缴' : '已作废'}</Tag>}
      onTap={open}
    >
      <Money amount={amount} meaning='账单金额' />
    </Row>
  )
}
