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
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { Affected } from './Affected'
import { type Premises, sayDays } from './HomeView'

type Payer = Premises['payers'][number]
type FreeingProps = { readonly payer: Payer; readonly onClose: () => void; readonly onDone: () => Promise<void> }

/** Days that cost nothing by contract, in words that stand on every bill they touch. */
export function Freeing({ payer: { holdingId, name, from: since, to: until }, onClose, onDone }: FreeingProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [says, setSays] = useState('')
  const [seen, setSeen] = useState<StaffAnswer<'premises.free'> | null>(null)
  const { act, problem, tell } = useAct(
    () => askStaff('premises.free', { holdingId, from: from.trim() as Day, to: to.trim() as Day, says: says.trim() }),
    (freed) => (freed.affected.length === 0 ? onDone() : setSeen(freed)),
  )
  return (
    <Sheet open title='免收日期' onClose={seen === null ? onClose : () => void onDone()}>
      <Note>{`${name}，${sayDays(since, until)}`}</Note>
      {seen !== null ? (
        <>
          <Note>已登记。下面的账单出账在前，请逐张更正：</Note>
          <Affected bills={seen.affected} />
        </>
      ) : (
        <>
          <Field label='从哪一天' value={from} onChange={setFrom} maxLength={10} hint='例如 2026-07-01' />
          <Field label='到哪一天' value={to} onChange={setTo} maxLength={10} />
          <Field label='依据' value={says} onChange={setSays} maxLength={60} hint='会写在账单上，例如 合同免租期' />
          <Problem problem={problem} />
          <Acts>
            <Button
              kind='filled'
              disabled={[from, to, says].some((text) => text.trim() === '')}
              onTap={() => (isDay(from) && isDay(to) ? act() : tell(NOT_A_DAY))}
            >
              登记免收
            </Button>
          </Acts>
        </>
      )}
    </Sheet>
  )
}
