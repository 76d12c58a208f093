import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Row } from '@/components/Row'
import { Note } from '@/components/Note'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { rememberStaff } from '@/hooks/usePreferences'
import { go } from '@/services/go'
import { useEffect } from 'react'

/** First use: what may be seen without a home, and the two ways to one. Nothing is asked for here. */
export function Welcome() {
  const { answer, refresh } = useCloudAnswer('me.show', {})
  useEffect(() => {
    if (answer.phase === 'ready') rememberStaff(answer.value.staff.length > 0)
  }, [answer])

  return (
    <Answered answer={answer} onRetry={refresh}>
      {({ staff }) => (
        <>
          {staff.map(({ communityId, community }) => (
            <Card key={communityId}>
              <Row
                title='工作台'
                note={`您是${community}的员工`}
                onTap={() => go('today', { communityId })}
              />
            </Card>
          ))}
          <Card title='您好，欢迎使用物业缴费'>
            <Note>
              绑定房屋后，可以查看账单是怎么算出来的、两步缴费、随时找到收据，也可以让家人一起查看和缴纳。
            </Note>
            <Acts>
              <Button kind='filled' onTap={() => go('bind')}>
                绑定我的房屋
              </Button>
              <Button kind='words' onTap={() => go('invited')}>
                我有邀请码
              </Button>
            </Acts>
          </Card>
          <Card title='先看看也可以'>
            <Row title='示例账单' note='账单上有什么、每一笔怎么算' onTap={() => go('sample')} />
            <Row title='隐私说明' note='我们用到哪些信息、用来做什么' onTap={() => go('privacy')} />
          </Card>
        </>
      )}
    </Answered>
  )
}
