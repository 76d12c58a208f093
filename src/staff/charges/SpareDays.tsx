import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import type { Day } from '@contract/calendar'
import { useState } from 'react'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const NOT_DAYS = { says: '没有看懂起止日', next: '请写成年-月-日，例如 2026-08-01', refusal: null }
type SpareDaysProps = {
  readonly communityId: string
  readonly spared: readonly string[]
  readonly mayPublish: boolean
  readonly onChanged: () => Promise<void>
}

/** Days on which nobody could pay because of us: they count for nobody. */
export function SpareDays({ communityId, spared, mayPublish, onChanged }: SpareDaysProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const { act, problem, tell } = useAct(
    (first: Day, last: Day) => askStaff('charges.spare', { communityId, from: first, to: last, reason: reason.trim() }),
    async () => {
      setFrom('')
      setTo('')
      setReason('')
      await onChanged()
    },
  )
  const save = () => {
    const days = [from.trim(), to.trim()] as [Day, Day]
    return days.every((day) => DAY.test(day)) ? act(...days) : tell(NOT_DAYS)
  }
  return (
    <Card title='不计违约金的日子'>
      <Note>因我们的系统故障缴不了费的日子，对谁都不计。</Note>
      {spared.map((line) => (
        <Note key={line}>{line}</Note>
      ))}
      {mayPublish && (
        <>
          <Field label='从' value={from} onChange={setFrom} maxLength={10} hint='例如 2026-08-01' />
          <Field label='到' value={to} onChange={setTo} maxLength={10} />
          <Field label='什么故障' value={reason} onChange={setReason} maxLength={200} />
          <Problem problem={problem} />
          <Acts>
            <Button disabled={reason.trim() === ''} onTap={save}>
              这些日子不计
            </Button>
          </Acts>
        </>
      )}
    </Card>
  )
}
