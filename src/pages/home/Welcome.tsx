import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { rememberStaff } from '@/hooks/usePreferences'
import { PublicCards } from '@/pages/guest/PublicCards'
import { go } from '@/services/go'
import { useEffect, useState } from 'react'

/** Of notices and of prices, each: the rest is a tap away and the way in stays in sight. */
const SHOWN_FIRST = 2

/**
 * First use: what may be seen without a home, and the two ways to one, each in its own words. Nothing
 * is asked for here, and a cloud that does not answer hides neither way.
 */
export function Welcome() {
  const [chosen, setChosen] = useState<string | null>(null)
  const me = useCloudAnswer('me.show', {})
  const guest = useCloudAnswer('guest.show', chosen === null ? {} : { communityId: chosen })
  useEffect(() => {
    if (me.answer.phase === 'ready') rememberStaff(me.answer.value.staff.length > 0)
  }, [me.answer])
  const community = guest.answer.phase === 'ready' ? guest.answer.value.community : null

  return (
    <Answered answer={me.answer} onRetry={me.refresh}>
      {({ staff }) => (
        <>
          {staff.map((post) => (
            <Card key={post.communityId}>
              <Row
                title='工作台'
                note={`您是${post.community}的员工`}
                onTap={() => go('today', { communityId: post.communityId })}
              />
            </Card>
          ))}
          <Answered answer={guest.answer} onRetry={guest.refresh}>
            {(seen) => <PublicCards guest={seen} onChoose={setChosen} most={SHOWN_FIRST} />}
          </Answered>
          <WaysIn />
          <Card title='先看看也可以'>
            <Row
              title='示例账单'
              note='账单上有什么、每一笔怎么算'
              onTap={() => go('sample', community ? { communityId: community.communityId } : {})}
            />
            <Row title='隐私说明' note='我们用到哪些信息、用来做什么' onTap={() => go('privacy')} />
          </Card>
        </>
      )}
    </Answered>
  )
}

function WaysIn() {
  return (
    <Card title='看自己家的账单'>
      <Note>绑定房屋后，可以查看账单是怎么算出来的、两步缴费、随时找到收据，也可以让家人一起查看和缴纳。</Note>
      <Acts>
        <Button kind='filled' onTap={() => go('bind')}>
          绑定我的房屋
        </Button>
      </Acts>
      <Note>用在物业登记的手机号，再核对房号和姓名的最后一个字。</Note>
      <Acts>
        <Button onTap={() => go('invited')}>我有邀请码</Button>
      </Acts>
      <Note>家人、房东或物业发给您的一串字母和数字，不需要手机号。</Note>
    </Card>
  )
}
