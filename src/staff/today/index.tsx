import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { communityLastOpen, noteCommunity } from '@/staff/community'
import { goTab } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { TodayView } from './TodayView'

/** 今日: what stands, what is wrong, what waits for a person, and the way to everything else. */
export default function TodayPage() {
  const named = useRouter().params.communityId ?? null
  const [communityId, setCommunityId] = useState(named ?? communityLastOpen())
  const { answer, refresh } = useStaffAnswer('today.show', communityId === null ? {} : { communityId })

  useEffect(() => {
    if (answer.phase === 'ready') noteCommunity(answer.value.communityId)
    // No longer on that community's roster: there may be another.
    if (
      answer.phase === 'refused' &&
      communityId !== null &&
      ['NOT_STAFF', 'COMMUNITY_NOT_FOUND'].includes(answer.refusal)
    ) {
      noteCommunity(null)
      setCommunityId(null)
    }
  }, [answer])

  return (
    <Page title='今日' wide>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
        ways={{ NOT_STAFF: { words: '返回首页', onTap: () => goTab('home') } }}
      >
        {(today) => <TodayView today={today} onChoose={setCommunityId} onDone={refresh} />}
      </Answered>
    </Page>
  )
}
