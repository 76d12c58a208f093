import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { NoticeCard } from './NoticeCard'
import { PostNotice } from './PostNotice'

/** 公告: what everybody in the community reads, guests too; the day's is also above the amount on 首页. */
export default function NoticesPage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('notice.list', { communityId })
  return (
    <Page title='公告' wide>
      <PostNotice communityId={communityId} onPosted={refresh} />
      <Answered answer={answer} onRetry={refresh} rows={3}>
        {({ notices }) =>
          notices.length === 0 ? (
            <Card>
              <Notice kind='empty' says='还没有公告' next='发布后，住户和访客都能看到' />
            </Card>
          ) : (
            <>
              {notices.map((notice) => (
                <NoticeCard key={notice.noticeId} notice={notice} onWithdrawn={refresh} />
              ))}
            </>
          )
        }
      </Answered>
    </Page>
  )
}
