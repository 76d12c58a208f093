import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Problem } from '@/components/Problem'
import { Sheet } from '@/components/Sheet'
import { askStaff } from '@/services/cloud'
import type { Day } from '@contract/calendar'
import { useState } from 'react'
import { Affected } from './Affected'
import type { Premises } from './HomeView'
import { usePreviewed } from './usePreviewed'

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
  const ask = (preview: boolean) => ({ premisesId, area: area.trim(), from: from.trim() as Day, preview, correct: true })
  const { seen, preview, save, problem, change } = usePreviewed((looking) => askStaff('premises.measure', ask(looking)), onDone)
  return (
    <Sheet open={open} title='更正面积' onClose={onClose}>
      <Field label='新的收费面积（㎡）' value={area} onChange={change(setArea)} type='digit' maxLength={12} hint='最多四位小数，例如 102.5' />
      <Field label='从哪一天起' value={from} onChange={change(setFrom)} maxLength={10} hint='例如 2026-07-01' />
      <Problem problem={problem} />
      {seen === null ? (
        <Acts>
          <Button kind='filled' disabled={area.trim() === '' || from.trim() === ''} onTap={() => preview(from)}>
            看看会怎样
          </Button>
        </Acts>
      ) : (
        <>
          <Affected bills={seen.affected} />
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
