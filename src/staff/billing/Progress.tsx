import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { useWatched } from '@/hooks/useWatched'
import { askStaff } from '@/services/cloud'
import { formatPeriod } from '@contract/calendar'
import { Text } from '@tarojs/components'
import { useState } from 'react'

/** Publishing goes on by itself, also after a crash half-way; the page only asks how far it is. */
export function Progress({ runId, period }: { readonly runId: string; readonly period: string }) {
  const [tries, setTries] = useState(0)
  const { answer, unreachable } = useWatched({
    key: `${runId} ${tries}`,
    ask: () => askStaff('billing.progress', { runId }),
    isOver: ({ state }) => state === 'published',
  })
  return (
    <>
      <Answered answer={answer} onRetry={() => setTries(tries + 1)}>
        {({ state, published, count }) => (
          <Card title={state === 'published' ? `${formatPeriod(period)}账单已发布` : '正在发布'}>
            <Row title='已发布'>
              <Text>{`${published} / ${count} 笔`}</Text>
            </Row>
            <Note>
              {state === 'published'
                ? '住户现在可以看到账单，并会按各自同意的方式收到通知。'
                : '可以离开本页，发布会继续，不会重复出账。'}
            </Note>
          </Card>
        )}
      </Answered>
      {unreachable && <Note>网络不给力，正在重新查询。发布不受影响。</Note>}
    </>
  )
}
