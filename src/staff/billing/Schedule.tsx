import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { askStaff } from '@/services/cloud'
import { formatPeriod } from '@contract/calendar'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'

type Saved = StaffAnswer<'schedule.show'>
type Wish = StaffAsk<'schedule.save'>

const ON = [
  { value: 'on', words: '自动备稿' },
  { value: 'off', words: '不自动' },
] as const
const EVERY: readonly { value: Wish['every']; words: string }[] = [
  { value: 'month', words: '每月' },
  { value: 'quarter', words: '每季度' },
  { value: 'half_year', words: '每半年' },
  { value: 'year', words: '每年' },
]
const NOT_DAYS = { says: '没有看懂提前几天', next: '请填写 0 到 28 的数字', refusal: null }

/** What the nights prepare by themselves; publishing stays a person's. */
export function Schedule({ communityId }: { readonly communityId: string }) {
  const { answer, refresh } = useStaffAnswer('schedule.show', { communityId })
  return (
    <Answered answer={answer} onRetry={refresh} rows={2}>
      {(saved) => <Form key={JSON.stringify(saved)} communityId={communityId} saved={saved} onSaved={refresh} />}
    </Answered>
  )
}

type FormProps = { readonly communityId: string; readonly saved: Saved; readonly onSaved: () => Promise<void> }

function Form({ communityId, saved, onSaved }: FormProps) {
  const [on, setOn] = useState(saved.on)
  const [every, setEvery] = useState(saved.every)
  const [ahead, setAhead] = useState(String(saved.daysAhead))
  const { act, problem, tell } = useAct(
    () => askStaff('schedule.save', { communityId, on, every, daysAhead: Number(ahead), items: saved.items }),
    onSaved,
  )
  const isChanged = on !== saved.on || every !== saved.every || ahead !== String(saved.daysAhead)
  const isDays = /^\d{1,2}$/.test(ahead.trim()) && Number(ahead) <= 28
  return (
    <Card title='自动备稿'>
      <Chips choices={ON} chosen={on ? 'on' : 'off'} onChoose={(value) => setOn(value === 'on')} />
      <Note>
        {on
          ? '到日子会在夜里备好账单稿，并给项目经理一条待办；核对后由人发布，不会自动发出。'
          : '打开后，夜里会提前备好账单稿，由人核对后发布。'}
      </Note>
      {on && (
        <>
          <Chips choices={EVERY} chosen={every} onChoose={setEvery} />
          <Field label='提前几天' value={ahead} onChange={setAhead} type='number' maxLength={2} />
        </>
      )}
      {saved.preparedThrough !== null && saved.on && <Note>{`已备到 ${formatPeriod(saved.preparedThrough)}`}</Note>}
      <Problem problem={problem} />
      {isChanged && (
        <Acts>
          <Button onTap={() => (isDays ? act() : tell(NOT_DAYS))}>保存</Button>
        </Acts>
      )}
    </Card>
  )
}
