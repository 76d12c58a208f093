import { Answered } from '@/components/Answered'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { Proposals } from './Proposals'

/** 备注建议: what a ledger's remarks may mean. Nothing follows from one before a person has ticked it. */
export default function ProposalsPage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('proposal.list', { communityId })
  return (
    <Page title='备注建议' wide>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {({ rows, count }) =>
          rows.length === 0 ? (
            <Notice kind='empty' says='没有等待确认的建议' next='导入台账后，备注里的拒缴、承诺、停机等会列在这里' />
          ) : (
            <Proposals rows={rows} count={count ?? rows.length} onDecided={refresh} />
          )
        }
      </Answered>
    </Page>
  )
}
