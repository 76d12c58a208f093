import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { useWatched } from '@/hooks/useWatched'
import { askStaff } from '@/services/cloud'
import { formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text } from '@tarojs/components'
import { useState } from 'react'

type State = StaffAnswer<'billing.progress'>['state']
const TITLES: Record<State, string> = {
  looking: '还在预览',
  previewed: '没有发布',
  checking: '正在核对',
  publishing: '正在发布',
  published: '已发布',
}
const SAYS: Record<State, string> = {
  looking: '预览完才能发布。',
  previewed: '预览之后数据有变化，一笔也没有发布。请重新预览再发布。',
  checking: '正在核对预览之后有没有变化，核对完就开始发布。可以离开本页。',
  publishing: '可以离开本页，发布会继续，不会重复出账。',
  published: '住户现在可以看到账单，并会按各自同意的方式收到通知。',
}

/** Publishing goes on by itself, also after a crash half-way; the page only asks how far it is. */
export function Progress({ runId, period }: { readonly runId: string; readonly period: string }) {
  const [tries, setTries] = useState(0)
  const { answer, unreachable } = useWatched({
    key: `${runId} ${tries}`,
    ask: () => askStaff('billing.progress', { runId }),
    isOver: ({ state }) => state === 'published' || state === 'previewed',
  })
  return (
    <>
      <Answered answer={answer} onRetry={() => setTries(tries + 1)}>
        {({ state, published, count }) => (
          <Card title={state === 'published' ? `${formatPeriod(period)}账单已发布` : TITLES[state]}>
            <Row title='已发布'>
              <Text>{`${published} / ${count} 笔`}</Text>
            </Row>
            <Note>{SAYS[state]}</Note>
          </Card>
        )}
      </Answered>
      {unreachable && <Note>网络不给力，正在重新查询。发布不受影响。</Note>}
    </>
  )
}
