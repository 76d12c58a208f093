import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Money } from '@/components/Money'
import { More } from '@/components/More'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { useCommunityId } from '@/staff/community'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { PLAN_STATES } from './words'

type Listed = StaffAnswer<'plan.list'>['rows'][number]
type Shown = 'any' | Listed['state']

const CHOICES: readonly { value: Shown; words: string }[] = [
  { value: 'any', words: '全部' },
  ...(['waiting_approval', 'proposed', 'running', 'broken', 'finished'] as const).map((value) => ({
    value,
    words: PLAN_STATES[value],
  })),
]

/** 分期: those that wait for somebody first; a tap opens all that a decision needs. */
export default function PlansPage() {
  const communityId = useCommunityId()
  const [shown, setShown] = useState<Shown>('any')
  const ask = { communityId, ...(shown === 'any' ? {} : { state: shown }) }
  const { answer, refresh } = useStaffAnswer('plan.list', ask)
  const { rows, fetchMore, problem } = usePages<Listed>(answer, (after) => askStaff('plan.list', { ...ask, after }))

  return (
    <Page title='分期' wide>
      <Chips choices={CHOICES} chosen={shown} onChoose={setShown} />
      <Answered answer={answer} onRetry={refresh} rows={6}>
        {() => (
          <>
            {rows.length === 0 ? (
              <Notice kind='empty' says='没有这样的分期' next='住户提出分期后会出现在这里' />
            ) : (
              <Card>
                {rows.map(({ planId, label, name, state, says, total, left }) => (
                  <Row
                    key={planId}
                    title={`${label} ${name}`}
                    note={says}
                    tag={<Tag tone={state === 'finished' ? 'paid' : state === 'waiting_approval' ? 'notice' : 'plain'}>{PLAN_STATES[state]}</Tag>}
                    onTap={() => go('planCase', { planId })}
                  >
                    {state === 'running' || state === 'broken' ? (
                      <Money amount={left} meaning='还要缴' meaningShown />
                    ) : (
                      <Money amount={total} meaning='分期合计' meaningShown />
                    )}
                  </Row>
                ))}
              </Card>
            )}
            <More onTap={fetchMore} problem={problem} />
          </>
        )}
      </Answered>
    </Page>
  )
}
