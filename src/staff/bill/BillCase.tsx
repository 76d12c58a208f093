import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { formatDay, formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { showFen } from '@contract/money'
import { useState } from 'react'

type Bill = StaffAnswer<'bill.look'>
type BillCaseProps = { readonly bill: Bill; readonly onChanged: () => Promise<void> }

/** Why a bill stays for now, and what has to be done first: the cloud's own refusal says it too. */
const CANNOT: Record<NonNullable<Bill['cannot']>, string> = {
  BILL_IN_PAYMENT: '这一户有一笔付款正在进行，几分钟后有了结果再更正。',
  BILL_IN_PLAN: '这张账单在进行中的分期里，先与住户结束或更改分期。',
}

export function BillCase({ bill, onChanged }: BillCaseProps) {
  const { accountId, label, title, period, from, to, dueOn, amount, outstanding, paid, working, voided, cannot } = bill
  return (
    <>
      <Card title={`${label} ${formatPeriod(period)}${title}`}>
        <Money size='hero' amount={amount} meaning='账单金额' />
        {voided && <Tag tone='plain'>{`${formatDay(voided.on)}作废：${voided.reason}`}</Tag>}
        <Row title='计费期间' note={`缴费截止日 ${formatDay(dueOn)}`}>{`${formatDay(from)}至${formatDay(to)}`}</Row>
        <Row title='已付或已抵'>
          <Money amount={paid} meaning='已付或已抵' />
        </Row>
        <Row title='未收' onTap={() => go('account', { accountId })}>
          <Money amount={outstanding} meaning='未收' />
        </Row>
        {working.steps.map((step, index) => (
          <Row key={index} title={step.says}>
            {step.amount !== undefined && <Money amount={step.amount} meaning={step.says} />}
          </Row>
        ))}
      </Card>
      {cannot !== undefined && (
        <Card title='现在不能更正'>
          <Note>{CANNOT[cannot]}</Note>
        </Card>
      )}
      {!voided && cannot === undefined && <Correcting bill={bill} onChanged={onChanged} />}
    </>
  )
}

function Correcting({ bill: { billId, paid, anew = [], skipped = [] }, onChanged }: BillCaseProps) {
  const [reason, setReason] = useState('')
  const { act, busy, problem } = useAct(
    (reissue: boolean) => askStaff('bill.void', { billId, reason: reason.trim(), reissue }),
    onChanged,
  )
  const still = busy || reason.trim() === ''
  return (
    <Card title='作废后会怎样'>
      {paid > 0 && <Note>{`已付的 ¥${showFen(paid)} 转为同一项费用的预缴款，先抵新账单。`}</Note>}
      {anew.map(({ accountId, payer, from, to, amount, working }) => (
        <Row
          key={`${accountId} ${from}`}
          title={`重出：${payer}`}
          note={[`${formatDay(from)}至${formatDay(to)}`, ...working.steps.map(({ says }) => says)].join('\n')}
        >
          <Money amount={amount} meaning='新账单金额' />
        </Row>
      ))}
      {skipped.map((says) => (
        <Note key={says}>{`不会重出：${says}`}</Note>
      ))}
      <Field label='作废原因' value={reason} onChange={setReason} maxLength={200} hint='住户会看到，例如：面积登记错误' />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={still || anew.length === 0} onTap={() => act(true)}>
          作废并重出
        </Button>
        <Button disabled={still} onTap={() => act(false)}>
          只作废
        </Button>
      </Acts>
    </Card>
  )
}
