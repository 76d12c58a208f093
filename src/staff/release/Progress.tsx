import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { useWatched } from '@/hooks/useWatched'
import { askStaff } from '@/services/cloud'
import { goBack } from '@/services/go'
import { formatInstant } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text } from '@tarojs/components'
import { useState } from 'react'

export type Released = StaffAnswer<'dunning.release'> & { readonly runId: string }

/** The run goes on in the cloud whether or not anybody looks: this page only asks how far it is. */
export function Progress({ released: { runId, releasedBy, notBefore } }: { readonly released: Released }) {
  const [tries, setTries] = useState(0)
  const { answer, unreachable } = useWatched({
    key: `${runId} ${tries}`,
    ask: () => askStaff('dunning.progress', { runId }),
    isOver: ({ done }) => done,
  })
  return (
    <>
      <Answered answer={answer} onRetry={() => setTries(tries + 1)}>
        {({ queued, sent, fallback, failed, skipped, done }) => (
          <Card title={titleOf(done, notBefore)}>
            <Row title='已送达'>
              <Text>{`${sent} 条`}</Text>
            </Row>
            <Row title='等待发送' note='每天 9:00–21:00 之间发送'>
              <Text>{`${queued} 条`}</Text>
            </Row>
            <Row title='微信送不到，已转电话待办'>
              <Text>{`${fallback} 户`}</Text>
            </Row>
            <Row title='发送前核对时跳过' note='刚缴清、约定了缴费日或免打扰'>
              <Text>{`${skipped} 户`}</Text>
            </Row>
            <Row title='没有发出' note='原因会列在今日的提示里'>
              <Text>{`${failed} 条`}</Text>
            </Row>
            <Note>{`放行人：${releasedBy}`}</Note>
            {notBefore !== null && <Note>{`${formatInstant(notBefore)} 开始发送`}</Note>}
            {!done && <Note>可以离开本页，发送会继续。</Note>}
          </Card>
        )}
      </Answered>
      {unreachable && <Note>网络不给力，正在重新查询。发送不受影响。</Note>}
      <Card>
        <Button onTap={goBack}>返回欠费列表</Button>
      </Card>
    </>
  )
}

function titleOf(done: boolean, notBefore: Released['notBefore']): string {
  if (done) return '这批已经处理完'
  return notBefore === null ? '已放行，正在发送' : '已放行，等待发送'
}
