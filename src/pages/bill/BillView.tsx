import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { OnItsWay } from '@/components/OnItsWay'
import { PaymentsCard } from '@/components/PaymentsCard'
import { Tag } from '@/components/Tag'
import { PaySheet } from '@/pages/pay/PaySheet'
import { go } from '@/services/go'
import { formatDay, formatPeriod } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { showFen } from '@contract/money'
import { useState } from 'react'
import { DueReminder } from './DueReminder'
import { Working } from './Working'

export type Bill = ResidentAnswer<'bill.show'>
type BillViewProps = { readonly bill: Bill; readonly onItsWay: string | null; readonly onChanged: () => void }

export function BillView({ bill, onItsWay, onChanged }: BillViewProps) {
  const [paying, setPaying] = useState(false)
  return (
    <>
      <Card>
        <Standing bill={bill} />
        <Note>{`${bill.place} · ${formatPeriod(bill.period)}${bill.title}`}</Note>
        {bill.state === 'open' && <Note>{`缴费截止日 ${formatDay(bill.dueOn)}，由${bill.payee}收取`}</Note>}
        {bill.voided && <Note>{`${formatDay(bill.voided.on)}作废：${bill.voided.reason}。已付的钱转为同一项费用的预缴款。`}</Note>}
        {bill.dispute && <Note>{bill.dispute.says}</Note>}
        {bill.dispute?.answer !== undefined && <Note>{`答复：${bill.dispute.answer}`}</Note>}
        <Charges bill={bill} />
        {isPayable(bill) &&
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

/** Of a bill that is paid its late charge may still be open. */
function isPayable({ state, lateCharge }: Bill): boolean {
  return state === 'open' || (state === 'settled' && lateCharge > 0)
}

/** What is added for paying late, by which clause; and what paying in time takes off. */
function Charges({ bill: { state, lateCharge, lateSays, discount } }: { readonly bill: Bill }) {
  return (
    <>
      {state === 'open' && lateCharge > 0 && <Note>{`另有违约金 ¥${showFen(lateCharge)}：${lateSays ?? ''}`}</Note>}
      {discount && <Note>{`${discount.says}，这笔少付 ¥${showFen(discount.amount)}`}</Note>}
    </>
  )
}

/** To pay it, whole or in parts; of one in a plan, to the plan. */
function Ways({
  bill: { accountId, billId, planId, state },
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
        {state === 'settled' ? '缴纳违约金' : '缴纳这笔'}
      </Button>
      {state === 'open' && (
        <Button kind='words' onTap={() => go('planTrial', { accountId, billId })}>
          分期缴纳
        </Button>
      )}
    </Acts>
  )
}

function Standing({ bill: { state, outstanding, amount, daysOverdue, planId, lateCharge, lateSays } }: { readonly bill: Bill }) {
  if (state === 'settled' && lateCharge > 0)
    return (
      <>
        <Money size='hero' amount={lateCharge} meaning='还有违约金' />
        <Note>{lateSays ?? ''}</Note>
      </>
    )
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
