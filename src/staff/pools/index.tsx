import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { Dividing } from './Dividing'
import { EnterPool } from './EnterPool'

type Pool = StaffAnswer<'pool.list'>['pools'][number]
const STATES: Record<Pool['state'], string> = { entered: '待分摊', divided: '已分摊', billed: '已出账' }

/** 公摊: a shared cost is entered, looked at share by share, divided, and then billed with the period. */
export default function PoolsPage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('pool.list', { communityId })
  const [chosen, setChosen] = useState<string | null>(null)
  const done = async () => {
    setChosen(null)
    await refresh()
  }
  return (
    <Page title='公摊' wide>
      <EnterPool
        communityId={communityId}
        onEntered={async (poolId) => {
          await refresh()
          setChosen(poolId)
        }}
      />
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {({ pools }) =>
          pools.length === 0 ? (
            <Notice kind='empty' says='还没有公摊费用' next='在上面录入一笔，先看每户多少，再分摊' />
          ) : (
            <Card title='公摊费用'>
              {pools.map(({ poolId, title, period, cost, says, state }) => (
                <Row
                  key={poolId}
                  title={`${formatPeriod(period)}${title}`}
                  note={says}
                  tag={<Tag tone={state === 'entered' ? 'notice' : state === 'billed' ? 'paid' : 'plain'}>{STATES[state]}</Tag>}
                  {...(state === 'billed' ? {} : { onTap: () => setChosen(poolId) })}
                >
                  <Money amount={cost} meaning='总额' />
                </Row>
              ))}
            </Card>
          )
        }
      </Answered>
      {chosen !== null && <Dividing key={chosen} poolId={chosen} onClose={() => setChosen(null)} onDone={done} />}
    </Page>
  )
}
