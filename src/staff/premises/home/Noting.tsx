import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Day } from '@contract/calendar'
import { useState } from 'react'
import type { Premises } from './HomeView'

type NotingProps = { readonly open: boolean; readonly premises: Premises; readonly onClose: () => void; readonly onDone: () => Promise<void> }
const PERSONS = /^\d{1,2}$/
const NOT_PERSONS = { says: '没有看懂人数', next: '请写 0 到 50 的数字', refusal: null }
const PERSONS_MAX = 50

/** Facts that later bills ask for: where yearly periods begin, and how many live there. */
export function Noting({ open, premises: { premisesId, handedOverOn, persons }, onClose, onDone }: NotingProps) {
  const [day, setDay] = useState(handedOverOn ?? '')
  const [count, setCount] = useState(persons === null ? '' : String(persons))
  const { act, problem, tell } = useAct(
    () =>
      askStaff('premises.note', {
        premisesId,
        ...(day.trim() === '' ? {} : { handedOverOn: day.trim() as Day }),
        ...(count.trim() === '' ? {} : { persons: Number(count.trim()) }),
      }),
    onDone,
  )
  const save = () => {
    if (day.trim() !== '' && !isDay(day)) return tell(NOT_A_DAY)
    return count.trim() === '' || (PERSONS.test(count.trim()) && Number(count) <= PERSONS_MAX) ? act() : tell(NOT_PERSONS)
  }
  return (
    <Sheet open={open} title='登记资料' onClose={onClose}>
      <Note>从交房日起按年收费、按人数放宽阶梯的收费标准会用到。</Note>
      <Field label='交房日期' value={day} onChange={setDay} maxLength={10} hint='例如 2020-03-15' />
      <Field label='登记人数' value={count} onChange={setCount} type='number' maxLength={2} />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={day.trim() === '' && count.trim() === ''} onTap={save}>
          保存
        </Button>
      </Acts>
    </Sheet>
  )
}
