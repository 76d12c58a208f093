import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Tick } from '@/components/Tick'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'
import { draftOf, type Written } from './written'

type Rules = StaffAnswer<'charges.show'>
export type Drafted = StaffAnswer<'charges.draft'>
type DraftRuleProps = {
  readonly communityId: string
  readonly rules: Rules
  readonly onDrafted: (drafted: Drafted) => void | Promise<void>
}

const CHARGING = [
  { value: 'no', words: '不收违约金' },
  { value: 'yes', words: '收违约金' },
] as const
const GIVING = [
  { value: 'no', words: '不给优惠' },
  { value: 'yes', words: '按期缴有优惠' },
] as const
const KINDS = [
  { value: 'percent', words: '每笔减百分之几' },
  { value: 'amount', words: '一起缴共减多少元' },
] as const

function emptyOf({ payees, items, defaults }: Rules): Written {
  return {
    payeeId: payees[0]?.payeeId ?? '',
    items: items.slice(0, 1).map(({ item }) => item),
    dueFrom: '',
    isCharging: false,
    clause: '',
    rate: defaults.ofTenThousand,
    graceDays: String(defaults.graceDays),
    cap: defaults.capPercent,
    isGiving: false,
    basis: '',
    daysBefore: '0',
    kind: 'percent',
    off: '',
  }
}

/** A new rule, tried on today's debts before anybody publishes it. Both parts are off at first. */
export function DraftRule({ communityId, rules, onDrafted }: DraftRuleProps) {
  const [written, setWritten] = useState(() => emptyOf(rules))
  const change = (changed: Partial<Written>) => setWritten({ ...written, ...changed })
  const { act, problem, tell } = useAct((ask: StaffAsk<'charges.draft'>) => askStaff('charges.draft', ask), onDrafted)
  const save = () => {
    const draft = draftOf(written, communityId)
    return 'says' in draft ? tell(draft) : act(draft)
  }
  const { payeeId, isCharging, isGiving } = written
  return (
    <Card title='新建规则'>
      {rules.payees.length > 1 && (
        <Chips
          choices={rules.payees.map((payee) => ({ value: payee.payeeId, words: payee.name }))}
          chosen={payeeId}
          onChoose={(chosen) => change({ payeeId: chosen })}
        />
      )}
      <Items rules={rules} written={written} onChange={change} />
      <Field
        label='从哪个缴费截止日起'
        value={written.dueFrom}
        onChange={(dueFrom) => change({ dueFrom })}
        maxLength={10}
        hint='例如 2026-08-31；已经到期的账单永远不计'
      />
      <Chips choices={CHARGING} chosen={isCharging ? 'yes' : 'no'} onChoose={(value) => change({ isCharging: value === 'yes' })} />
      {isCharging && <LateFields written={written} limits={rules.limits} onChange={change} />}
      <Chips choices={GIVING} chosen={isGiving ? 'yes' : 'no'} onChoose={(value) => change({ isGiving: value === 'yes' })} />
      {isGiving && <DiscountFields written={written} onChange={change} />}
      <Problem problem={problem} />
      <Acts>
        <Button disabled={!isCharging && !isGiving} onTap={save}>
          存为草稿并试算
        </Button>
      </Acts>
    </Card>
  )
}

type FieldsProps = { readonly written: Written; readonly onChange: (changed: Partial<Written>) => void }

function Items({ rules, written: { items }, onChange }: FieldsProps & { readonly rules: Rules }) {
  return (
    <>
      {rules.items.map(({ item, title }) => {
        const ticked = items.includes(item)
        const next = ticked ? items.filter((one) => one !== item) : [...items, item]
        return <Tick key={item} ticked={ticked} words={title} onTick={() => onChange({ items: next })} />
      })}
    </>
  )
}

function LateFields({ written, limits, onChange }: FieldsProps & { readonly limits: string }) {
  return (
    <>
      <Field
        label='合同条款'
        value={written.clause}
        onChange={(clause) => onChange({ clause })}
        hint='合同里有才能收，例如“物业服务合同第八条”'
      />
      <Field
        label='每天万分之几'
        value={written.rate}
        onChange={(rate) => onChange({ rate })}
        type='digit'
        maxLength={8}
        hint='例如 1 就是万分之一'
      />
      <Field
        label='宽限几天'
        value={written.graceDays}
        onChange={(graceDays) => onChange({ graceDays })}
        type='number'
        maxLength={3}
        hint='缴费截止日后这些天不计'
      />
      <Field label='累计最多为账单的百分之几' value={written.cap} onChange={(cap) => onChange({ cap })} type='digit' maxLength={5} />
      <Note>{`法律和系统的上限：${limits}`}</Note>
    </>
  )
}

function DiscountFields({ written, onChange }: FieldsProps) {
  const isPercent = written.kind === 'percent'
  return (
    <>
      <Field
        label='优惠的依据'
        value={written.basis}
        onChange={(basis) => onChange({ basis })}
        hint='住户会看到，例如“业委会公示第 3 号”'
      />
      <Field
        label='缴费截止日前几天缴清'
        value={written.daysBefore}
        onChange={(daysBefore) => onChange({ daysBefore })}
        maxLength={3}
        hint='0 就是截止日当天；-3 就是截止日后 3 天内'
      />
      <Chips choices={KINDS} chosen={written.kind} onChoose={(kind) => onChange({ kind, off: '' })} />
      <Field
        label={isPercent ? '减百分之几' : '共减多少元'}
        value={written.off}
        onChange={(off) => onChange({ off })}
        type='digit'
        maxLength={9}
        hint={isPercent ? '例如 2 就是减 2%' : '同一缴费截止日的账单一起缴清时减，按金额分到每笔'}
      />
    </>
  )
}
