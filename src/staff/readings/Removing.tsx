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
import type { Meter } from './index'

type RemovingProps = {
  readonly open: boolean
  readonly meter: Meter
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** A meter that nothing takes the place of: its last value, so that what it counted is still billed. */
export function Removing({ open, meter: { meterId, serial, last: known }, onClose, onDone }: RemovingProps) {
  const [last, setLast] = useState('')
  const [on, setOn] = useState('')
  const { act, problem, tell } = useAct(() => askStaff('meter.remove', { meterId, last: last.trim(), on: on.trim() as Day }), onDone)
  return (
    <Sheet open={open} title='拆表' onClose={onClose}>
      {known !== null && <Note>{`表 ${serial} 上次读数 ${known.value}`}</Note>}
      <Note>拆下后不再抄这块表，到拆表日为止的用量照常出账。换新表请用“换表”。</Note>
      <Field label='拆下时的读数' value={last} onChange={setLast} type='digit' maxLength={13} />
      <Field label='拆表日' value={on} onChange={setOn} maxLength={10} hint='例如 2026-07-15' />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={last.trim() === '' || on.trim() === ''} onTap={() => (isDay(on) ? act() : tell(NOT_A_DAY))}>
          确认拆表
        </Button>
      </Acts>
    </Sheet>
  )
}
