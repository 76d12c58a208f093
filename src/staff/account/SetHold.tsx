import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Tick } from '@/components/Tick'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import { type Day, formatPeriod } from '@contract/calendar'
import type { StaffAsk } from '@contract/contract/staff'
import { showFen } from '@contract/money'
import type { Reply } from '@contract/outcome'
import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Account } from './AccountView'

type Kind = StaffAsk<'hold.set'>['kind'] | 'hardship'
type CaseState = NonNullable<StaffAsk<'hold.set'>['caseState']>

const KINDS: readonly { value: Kind; words: string }[] = [
  { value: 'promise', words: '约定缴费' },
  { value: 'dispute', words: '账单有异议' },
  { value: 'pause', words: '暂停催缴' },
  { value: 'case', words: '案件' },
  { value: 'hardship', words: '困难户' },
]
const CASES: readonly { value: CaseState; words: string }[] = [
  { value: 'before_suit', words: '诉前' },
  { value: 'in_suit', words: '诉讼中' },
  { value: 'judged', words: '已判决' },
  { value: 'enforced', words: '执行中' },
  { value: 'bankrupt', words: '破产' },
]
const DOES: Record<Kind, string> = {
  promise: '到那天为止不提醒选中的账单，到期没缴清会提醒您跟进。',
  dispute: '答复之前不提醒选中的账单，其他账单照常。',
  pause: '到那天为止不提醒；不选账单就是整户。',
  case: '整户不再提醒，只由代理人联系；住户仍可自行缴费。',
  hardship: '只有员工看得到，联系时先谈减免或分期。',
}
const DAY_LABEL: Partial<Record<Kind, string>> = { promise: '约定的日子', pause: '暂停到哪一天' }

type SetHoldProps = { readonly account: Account; readonly onChanged: () => void | Promise<void> }

/** By hand, what somebody said on the phone or at the counter; the cloud says what may be. */
export function SetHold({ account, onChanged }: SetHoldProps) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Acts>
        <Button onTap={() => setOpen(true)}>登记约定、异议或暂停</Button>
      </Acts>
    )
  const close = () => setOpen(false)
  return <Form account={account} onClose={close} onChanged={onChanged} />
}

function Form({ account, onClose, onChanged }: SetHoldProps & { readonly onClose: () => void }) {
  const { accountId } = account
  const [kind, setKind] = useState<Kind>('promise')
  const [billIds, setBillIds] = useState<readonly string[]>([])
  const [until, setUntil] = useState('')
  const [caseState, setCaseState] = useState<CaseState>('in_suit')
  const [note, setNote] = useState('')
  const [newFacts, setNewFacts] = useState('')
  const dayLabel = DAY_LABEL[kind]
  const { act, problem, tell } = useAct(
    (): Promise<Reply<unknown>> => {
      const said = { accountId, note: note.trim() }
      if (kind === 'hardship') return askStaff('flag.set', { ...said, flag: 'hardship', on: true })
      return askStaff('hold.set', {
        ...said,
        kind,
        ...(kind !== 'case' && billIds.length > 0 ? { billIds: [...billIds] } : {}),
        ...(dayLabel === undefined ? {} : { until: until.trim() as Day }),
        ...(kind === 'case' ? { caseState } : {}),
        ...(kind === 'dispute' && newFacts.trim() !== '' ? { newFacts: newFacts.trim() } : {}),
      })
    },
    async () => {
      onClose()
      await onChanged()
    },
  )
  const save = () => (dayLabel === undefined || isDay(until) ? act() : tell(NOT_A_DAY))
  return (
    <View>
      <Chips choices={KINDS} chosen={kind} onChoose={setKind} />
      <Note>{DOES[kind]}</Note>
      {kind !== 'case' && kind !== 'hardship' && (
        <Bills account={account} chosen={billIds} onChoose={setBillIds} />
      )}
      {dayLabel !== undefined && (
        <Field label={dayLabel} value={until} onChange={setUntil} maxLength={10} hint='例如 2026-07-15' />
      )}
      {kind === 'case' && <Chips choices={CASES} chosen={caseState} onChoose={setCaseState} />}
      <Field label='情况说明' value={note} onChange={setNote} maxLength={500} hint='只有员工看得到' />
      {problem?.refusal === 'DISPUTE_REPEATED' && (
        <Field label='新的情况' value={newFacts} onChange={setNewFacts} maxLength={500} />
      )}
      <Problem problem={problem} />
      <Acts>
        <Button disabled={note.trim() === ''} onTap={save}>
          登记
        </Button>
        <Button kind='words' onTap={onClose}>
          取消
        </Button>
      </Acts>
    </View>
  )
}

type BillsProps = {
  readonly account: Account
  readonly chosen: readonly string[]
  readonly onChoose: (billIds: readonly string[]) => void
}

function Bills({ account: { bills }, chosen, onChoose }: BillsProps) {
  const toggle = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <View>
      {bills.map(({ billId, title, period, outstanding }) => (
        <Tick
          key={billId}
          ticked={chosen.includes(billId)}
          onTick={() => toggle(billId)}
          words={`${formatPeriod(period)}${title}，未收 ¥${showFen(outstanding)}`}
        />
      ))}
    </View>
  )
}
