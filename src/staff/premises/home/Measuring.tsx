import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Problem } from '@/components/Problem'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { Affected } from './Affected'
import type { Premises } from './HomeView'

type MeasuringProps = {
  readonly open: boolean
  readonly premises: Premises
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** Another area from a day on, and the bills that follow it. */
export function Measuring({ open, premises: { premisesId }, onClose, onDone }: MeasuringProps) {
  const [area, setArea] = useState('')
  const [from, setFrom] = useState('')
  const [seen, setSeen] = useState<StaffAnswer<'premises.measure'> | null>(null)
  const ask = (preview: boolean) => ({ premisesId, area: area.trim(), from: from.trim() as Day, preview, correct: true })
  const { act: look, problem, tell } = useAct(() => askStaff('premises.measure', ask(true)), setSeen)
  const { act: save, problem: unsaved } = useAct(() => askStaff('premises.measure', ask(false)), onDone)
  const preview = () => (isDay(from) ? look() : tell(NOT_A_DAY))
  const change = (set: (value: string) => void) => (value: string) => {
    setSeen(null)
    set(value)
  }
  return (
    <Sheet open={open} title='更正面积' onClose={onClose}>
      <Field label='新的收费面积（㎡）' value={area} onChange={change(setArea)} type='digit' maxLength={12} hint='最多四位小数，例如 102.5' />
      <Field label='从哪一天起' value={from} onChange={change(setFrom)} maxLength={10} hint='例如 2026-07-01' />
      <Problem problem={problem} />
      {seen === null ? (
        <Acts>
          <Button kind='filled' disabled={area.trim() === '' || from.trim() === ''} onTap={preview}>
            看看会怎样
          </Button>
        </Acts>
      ) : (
        <>
          <Affected bills={seen.affected} />
          <Problem problem={unsaved} />
          <Acts>
            <Button kind='filled' onTap={save}>
              确认更正
            </Button>
          </Acts>
        </>
      )}
    </Sheet>
  )
}
