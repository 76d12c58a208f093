import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Day } from '@contract/calendar'
import type { StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'
import type { Premises } from './HomeView'

type Ask = StaffAsk<'meter.add'>
const ITEMS: readonly { value: Ask['item']; words: string; unit: Ask['unit'] }[] = [
  { value: 'water', words: '水表', unit: 'ton' },
  { value: 'electricity', words: '电表', unit: 'kwh' },
  { value: 'gas', words: '燃气表', unit: 'cubic_metre' },
  { value: 'heating', words: '热表', unit: 'gigajoule' },
]

type AddingMeterProps = {
  readonly open: boolean
  readonly premises: Premises
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** A meter with the value that counting begins from. */
export function AddingMeter({ open, premises: { premisesId }, onClose, onDone }: AddingMeterProps) {
  const [item, setItem] = useState<Ask['item']>('water')
  const [serial, setSerial] = useState('')
  const [base, setBase] = useState('')
  const [on, setOn] = useState('')
  const unit = ITEMS.find(({ value }) => value === item)?.unit ?? 'ton'
  const { act, problem, tell } = useAct(
    () => askStaff('meter.add', { premisesId, item, unit, serial: serial.trim(), base: base.trim(), on: on.trim() as Day }),
    onDone,
  )
  const empty = [serial, base, on].some((text) => text.trim() === '')
  return (
    <Sheet open={open} title='登记表' onClose={onClose}>
      <Chips choices={ITEMS} chosen={item} onChoose={setItem} />
      <Field label='表号' value={serial} onChange={setSerial} />
      <Field label='底数' value={base} onChange={setBase} type='digit' maxLength={13} />
      <Field label='装表或接手的日子' value={on} onChange={setOn} maxLength={10} hint='例如 2026-07-01' />
      <Note>从底数开始计量，底数以前的用量不收费。</Note>
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={empty} onTap={() => (isDay(on) ? act() : tell(NOT_A_DAY))}>
          登记
        </Button>
      </Acts>
    </Sheet>
  )
}
