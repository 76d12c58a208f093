import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { go } from '@/services/go'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { PublicCards } from './PublicCards'

/** 公告与收费标准: for anybody, at home here or not. */
export default function GuestPage() {
  const [chosen, setChosen] = useState(useRouter().params.communityId ?? null)
  const { answer, refresh } = useCloudAnswer('guest.show', chosen === null ? {} : { communityId: chosen })
  const company = answer.phase === 'ready' ? answer.value.community?.company : undefined
  useShareAppMessage(() => ({ title: company ?? '公告与收费标准', path: '/pages/guest/index' }))

  return (
    <Page title='公告与收费标准'>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={4}
        ways={{ COMMUNITY_NOT_FOUND: { words: '重新选择', onTap: () => setChosen(null) } }}
      >
        {(guest) => (
          <>
            <PublicCards guest={guest} onChoose={setChosen} />
            <Card>
              <Row
                title='示例账单'
                note='账单上有什么、每一笔怎么算'
                onTap={() => go('sample', guest.community ? { communityId: guest.community.communityId } : {})}
              />
            </Card>
          </>
        )}
      </Answered>
    </Page>
  )
}
