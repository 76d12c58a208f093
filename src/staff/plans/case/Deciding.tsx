import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { useState } from 'react'
import type { Case } from './CaseView'

/** One word and its reason; whether it decides or is a proposal is the cloud's to say. */
export function Deciding({
  plan: { planId, mayDecide, mayPropose },
  onChanged,
}: {
  readonly plan: Case
  readonly onChanged: () => Promise<void>
}) {
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const { act, busy, problem } = useAct(
    (approve: boolean) => askStaff('plan.decide', { planId, approve, reason: reason.trim() }),
    async ({ says }) => {
      setReason('')
      setSaid(says)
      await onChanged()
    },
  )
  const still = busy || reason.trim() === ''
  if (!mayDecide && !mayPropose) return said === null ? null : <Card><Note>{said}</Note></Card>
  return (
    <Card title={mayDecide ? '审批' : '提出意见'}>
      <Field
        label='原因'
        value={reason}
        onChange={setReason}
        maxLength={200}
        hint={mayDecide ? '不同意的原因会给住户看到' : '给审批的同事看'}
      />
      {said !== null && <Note>{said}</Note>}
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={still} onTap={() => act(true)}>
          {mayDecide ? '同意' : '建议同意'}
        </Button>
        <Button disabled={still} onTap={() => act(false)}>
          {mayDecide ? '不同意' : '建议不同意'}
        </Button>
      </Acts>
    </Card>
  )
}
