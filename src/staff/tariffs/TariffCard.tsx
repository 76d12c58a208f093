import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { formatDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { Simulating } from './Simulating'

type Tariff = StaffAnswer<'tariff.list'>['tariffs'][number]

/** A draft asks for its basis and is published once; what is public never changes. */
export function TariffCard({
  tariff,
  onPublished,
}: {
  readonly tariff: Tariff
  readonly onPublished: () => Promise<void>
}) {
  const { tariffId, title, says, state, basis, effectiveFrom, publishedOn, premises, terms = [] } = tariff
  const [reason, setReason] = useState('')
  const [trying, setTrying] = useState(false)
  const { act, problem } = useAct(
    () => askStaff('tariff.publish', { tariffId, basis: reason.trim() }),
    onPublished,
  )
  return (
    <Card>
      <Row
        title={title}
        note={`${says}，${formatDay(effectiveFrom)}起，适用 ${premises} 套`}
        tag={
          <Tag tone={state === 'published' ? 'paid' : 'notice'}>
            {state === 'published' ? '已公示' : '草稿'}
          </Tag>
        }
      />
      {terms.length > 0 && <Note>{terms.join('；')}</Note>}
      {basis !== null && <Note>{`依据：${basis}`}</Note>}
      {publishedOn !== null && <Note>{`${formatDay(publishedOn)}公示，之后不再改动`}</Note>}
      {state === 'draft' && (
        <>
          <Field
            label='依据'
            value={reason}
            onChange={setReason}
            maxLength={200}
            hint='合同条款或备案号，例如“前期物业服务合同第六条”'
          />
          <Problem problem={problem} />
          <Acts>
            <Button disabled={reason.trim() === ''} onTap={act}>
              公示
            </Button>
            <Button kind='words' onTap={() => setTrying(true)}>
              先试算
            </Button>
          </Acts>
          <Simulating tariffId={tariffId} open={trying} onClose={() => setTrying(false)} />
        </>
      )}
    </Card>
  )
}
