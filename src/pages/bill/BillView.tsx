import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { OnItsWay } from '@/components/OnItsWay'
import { PaymentsCard } from '@/components/PaymentsCard'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { PaySheet } from '@/pages/pay/PaySheet'
import { go } from '@/services/go'
import { formatDay, formatPeriod } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useState } from 'react'
import { DueReminder } from './DueReminder'

type Bill = ResidentAnswer<'bill.show'>
type BillViewProps = { readonly bill: Bill; readonly onItsWay: string | null; readonly onChanged: () => void }

export function BillView({ bill, onItsWay, onChanged }: BillViewProps) {
  const [paying, setPaying] = useState(false)
  return (
    <>
      <Card>
        <Standing bill={bill} />
        <Note>{`${bill.place} · ${formatPeriod(bill.period)}${bill.title}`}</Note>
        {bill.state === 'open' && <Note>{`缴费截止日 ${formatDay(bill.dueOn)}，由${bill.payee}收取`}</Note>}
        {bill.dispute && <Note>{bill.dispute.says}</Note>}
        {bill.dispute?.answer !== undefined && <Note>{`答复：${bill.dispute.answer}`}</Note>}
        {bill.state === 'open' &&
          (onItsWay === null ? (
            <Ways bill={bill} onPay={() => setPaying(true)} />
          ) : (
            <OnItsWay outTradeNo={onItsWay} />
          ))}
      </Card>
      {bill.state === 'open' && bill.daysOverdue === 0 && <DueReminder />}
      <Working bill={bill} />
      <PaymentsCard payments={bill.payments} />
      <PaySheet
        open={paying}
        ask={{ accountId: bill.accountId, billIds: [bill.billId] }}
        onClose={() => setPaying(false)}
        onChanged={onChanged}
      />
    </>
  )
}

/** To pay it, whole or in parts; of one in a plan, to the plan. */
function Ways({
  bill: { accountId, billId, planId },
  onPay,
}: {
  readonly bill: Bill
  readonly onPay: () => void
}) {
  if (planId !== undefined)
    return (
      <>
        <Note>这笔已经办了分期，按各期缴纳就可以。</Note>
        <Acts>
          <Button kind='filled' onTap={() => go('plan', { planId })}>
            查看分期
          </Button>
        </Acts>
      </>
    )
  return (
    <Acts>
      <Button kind='filled' onTap={onPay}>
        缴纳这笔
      </Button>
      <Button kind='words' onTap={() => go('planTrial', { accountId, billId })}>
        分期缴纳
      </Button>
    </Acts>
  )
}

function Standing({ bill: { state, outstanding, amount, daysOverdue, planId } }: { readonly bill: Bill }) {
  if (state === 'settled')
    return (
      <>
        <Money size='hero' amount={amount} meaning='账单金额' />
        <Tag tone='paid'>已缴清</Tag>
      </>
    )
  if (state === 'void')
    return (
      <>
        <Money size='hero' amount={amount} meaning='原账单金额' />
        <Tag tone='plain'>已作废，无需缴纳</Tag>
      </>
    )
  return (
    <>
      <Money size='hero' amount={outstanding} meaning='这笔待缴' />
      {planId !== undefined && <Tag tone='plain'>分期</Tag>}
      {planId === undefined && daysOverdue > 0 && <Tag>{`已过缴费日 ${daysOverdue} 天`}</Tag>}
    </>
  )
}

/** Every amount on the way to the bill's, and what entitles the company to it. */
function Working({ bill }: { readonly bill: Bill }) {
  const { working, amount, tariff, compared, relief, lateCharge, from, to } = bill
  return (
    <Card title='怎么算出来的'>
      <Note>{`计费期间：${formatDay(from)}至${formatDay(to)}`}</Note>
      {working.steps.map((step, index) => (
        <Row key={index} title={step.says}>
          {step.amount !== undefined && <Money amount={step.amount} meaning={step.says} />}
        </Row>
      ))}
      <Row title='账单金额'>
        <Money amount={amount} meaning='账单金额' />
      </Row>
      {relief.map(({ says, amount: reduced }) => (
        <Row key={says} title='减免' note={says}>
          <Money amount={reduced} meaning='减免' />
        </Row>
      ))}
      {lateCharge > 0 && (
        <Row title='违约金' note='按合同约定，另列一项'>
          <Money amount={lateCharge} meaning='违约金' />
        </Row>
      )}
      {compared && (
        <Row title={`上一期（${formatPeriod(compared.period)}）`} note={compared.says}>
          <Money amount={compared.amount} meaning='上一期金额' />
        </Row>
      )}
      {tariff && (
        <Row
          title='收费标准'
          note={`${tariff.says}。依据：${tariff.basis}。${formatDay(tariff.publishedOn)}公示`}
        />
      )}
    </Card>
  )
}
