import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { readYuan } from '@/pages/pay/readYuan'
import { askStaff } from '@/services/cloud'
import { formatPeriod } from '@contract/calendar'
import { type Fen, formatFen } from '@contract/money'
import { useState } from 'react'
import type { Account } from './AccountView'

const NOT_AN_AMOUNT = { says: '没有看懂减免金额', next: '请填写大于 0 的数字，最多两位小数，例如 1.20', refusal: null }
type WaivingProps = { readonly account: Account; readonly onChanged: () => void | Promise<void> }

/** Late charges that a manager gives up, with a reason; the resident reads 已减免 and never the reason. */
export function Waiving({ account, onChanged }: WaivingProps) {
  const { bills, waivers = [], mayWaive = false } = account
  const charged = bills.filter(({ late }) => late !== undefined && late.amount > 0)
  if (!mayWaive || (charged.length === 0 && waivers.length === 0)) return null
  return (
    <Card title='减免违约金'>
      {charged.length > 0 && (
        <Waive
          key={charged.map(({ late }) => late?.amount).join()}
          account={account}
          charged={charged}
          onChanged={onChanged}
        />
      )}
      {waivers.map((waiver) => (
        <Waived key={waiver.waiverId} waiver={waiver} onChanged={onChanged} />
      ))}
    </Card>
  )
}

type WaiveProps = WaivingProps & { readonly charged: Account['bills'] }

function Waive({ account: { accountId }, charged, onChanged }: WaiveProps) {
  const [billId, setBillId] = useState(charged[0]?.billId ?? '')
  const [typed, setTyped] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const all = charged.find((bill) => bill.billId === billId)?.late
  const amountText = typed ?? (all ? formatFen(all.amount) : '')
  const { act, problem, tell } = useAct(
    (amount: Fen) => askStaff('charges.waive', { accountId, billId, amount, reason: reason.trim() }),
    onChanged,
  )
  const waive = () => {
    const amount = readYuan(amountText)
    return amount === null ? tell(NOT_AN_AMOUNT) : act(amount)
  }
  const choose = (chosen: string) => {
    setBillId(chosen)
    setTyped(null)
  }
  return (
    <>
      <Chips
        choices={charged.map((bill) => ({
          value: bill.billId,
          words: `${formatPeriod(bill.period)}${bill.title}`,
        }))}
        chosen={billId}
        onChoose={choose}
      />
      {all && <Note>{all.says}</Note>}
      <Field label='减免多少（元）' value={amountText} onChange={setTyped} type='digit' maxLength={12} />
      <Field label='理由' value={reason} onChange={setReason} maxLength={200} hint='只有员工看得到，会留下记录' />
      <Problem problem={problem} />
      <Acts>
        <Button disabled={reason.trim() === ''} onTap={waive}>
          减免这笔违约金
        </Button>
      </Acts>
    </>
  )
}

type WaivedProps = {
  readonly waiver: NonNullable<Account['waivers']>[number]
  readonly onChanged: () => void | Promise<void>
}

function Waived({ waiver: { waiverId, amount, says }, onChanged }: WaivedProps) {
  const { act, problem } = useAct(
    () => askStaff('charges.unwaive', { waiverId, reason: '撤回减免' }),
    onChanged,
  )
  return (
    <>
      <Row title='已减免' note={says}>
        <Money amount={amount} meaning='已减免' />
      </Row>
      <Problem problem={problem} />
      <Acts>
        <Button kind='words' onTap={act}>
          撤回这次减免
        </Button>
      </Acts>
    </>
  )
}
