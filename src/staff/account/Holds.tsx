import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import type { StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'
import type { Account } from './AccountView'

type HoldsProps = { readonly account: Account; readonly onChanged: () => Promise<void> }

/** 暂停催缴: why this household is not asked meanwhile, and how that ends. */
export function Holds({ account, onChanged }: HoldsProps) {
  const { accountId, holds } = account
  const [noting, setNoting] = useState(false)
  return (
    <Card title='暂停催缴'>
      {holds.length === 0 && <Note>没有暂停，按各步提醒进行。</Note>}
      {holds.map((hold) => (
        <HoldRow key={hold.holdId} accountId={accountId} hold={hold} onChanged={onChanged} />
      ))}
      {noting ? (
        <NoteHold account={account} onChanged={() => onChanged().then(() => setNoting(false))} />
      ) : (
        <Acts>
          <Button kind='words' onTap={() => setNoting(true)}>
            登记承诺、异议或暂停
          </Button>
        </Acts>
      )}
    </Card>
  )
}

type HoldRowProps = {
  readonly accountId: string
  readonly hold: Account['holds'][number]
  readonly onChanged: () => Promise<void>
}

function HoldRow({ accountId, hold: { holdId, kind, says, answered }, onChanged }: HoldRowProps) {
  const [words, setWords] = useState('')
  const end = useAct(() => askStaff('hold.end', { accountId, holdId, note: words.trim() || '员工结束' }), onChanged)
  const answer = useAct(() => askStaff('dispute.answer', { accountId, holdId, text: words.trim() }), onChanged)
  const isDispute = kind === 'dispute'
  return (
    <>
      <Row title={says} />
      {isDispute && (
        <Field
          label={answered ? '更改答复' : '答复'}
          value={words}
          onChange={setWords}
          maxLength={500}
          hint='住户会在账单上看到这段话，请写清金额的依据'
        />
      )}
      <Problem problem={end.problem ?? answer.problem} />
      <Acts>
        {isDispute && (
          <Button disabled={words.trim() === ''} onTap={() => answer.act()}>
            发给住户
          </Button>
        )}
        <Button kind='words' onTap={() => end.act()}>
          结束暂停
        </Button>
      </Acts>
    </>
  )
}

const KINDS: readonly { readonly value: StaffAsk<'hold.set'>['kind']; readonly words: string; readonly until: string | null }[] = [
  { value: 'promise', words: '承诺缴费', until: '约定在哪一天之前缴纳' },
  { value: 'dispute', words: '费用异议', until: null },
  { value: 'pause', words: '暂停', until: '暂停到哪一天' },
  { value: 'case', words: '案件', until: null },
]

function NoteHold({ account: { accountId }, onChanged }: HoldsProps) {
  const [kind, setKind] = useState<StaffAsk<'hold.set'>['kind']>('promise')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const asksFor = KINDS.find(({ value }) => value === kind)?.until ?? null
  const day = asksFor === null || until.trim() === '' ? {} : { until: until.trim() }
  const { act, problem } = useAct(() => askStaff('hold.set', { accountId, kind, note: note.trim(), ...day }), onChanged)
  return (
    <>
      <Chips choices={KINDS} chosen={kind} onChoose={setKind} />
      {asksFor !== null && (
        <Field label={asksFor} value={until} onChange={setUntil} maxLength={10} hint='年-月-日，例如 2026-07-15' />
      )}
      <Field label='说明' value={note} onChange={setNote} maxLength={500} hint='只有员工看得到，例如住户是怎么说的' />
      <Problem problem={problem} />
      <Acts>
        <Button disabled={note.trim() === ''} onTap={() => act()}>
          登记
        </Button>
      </Acts>
    </>
  )
}
