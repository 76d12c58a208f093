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

type ReplacingProps = {
  readonly open: boolean
  readonly meter: Meter
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** The old meter's last value and the new one's first, so that no unit between them is lost or counted twice. */
export function Replacing({ open, meter: { meterId, serial: old, last: known }, onClose, onDone }: ReplacingProps) {
  const [last, setLast] = useState('')
  const [serial, setSerial] = useState('')
  const [base, setBase] = useState('')
  const [on, setOn] = useState('')
  const { act, problem, tell } = useAct(
    () => askStaff('meter.replace', { meterId, last: last.trim(), serial: serial.trim(), base: base.trim(), on: on.trim() as Day }),
    onDone,
  )
  const empty = [last, serial, base, on].some((text) => text.trim() === '')
  return (
    <Sheet open={open} title='换表' onClose={onClose}>
      {known !== null && <Note>{`旧表 ${old} 上次读数 ${known.value}`}</Note>}
      <Field label='旧表拆下时的读数' value={last} onChange={setLast} type='digit' maxLength={13} />
      <Field label='新表号' value={serial} onChange={setSerial} />
      <Field label='新表底数' value={base} onChange={setBase} type='digit' maxLength={13} />
      <Field label='换表日' value={on} onChange={setOn} maxLength={10} hint='例如 2026-07-25' />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={empty} onTap={() => (isDay(on) ? act() : tell(NOT_A_DAY))}>
          确认换表
        </Button>
      </Acts>
    </Sheet>
  )
}
