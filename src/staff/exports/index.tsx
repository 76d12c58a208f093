import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { Exporting } from './Exporting'

/** 导出报表: what whoever keeps the accounts takes along, a file at a time. */
export default function ExportsPage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('export.show', { communityId })
  return (
    <Page title='导出报表' wide>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {(choices) => <Exporting communityId={communityId} choices={choices} />}
      </Answered>
    </Page>
  )
}
