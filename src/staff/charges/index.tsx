import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { useState } from 'react'
import { type Drafted, DraftRule } from './DraftRule'
import { SpareDays } from './SpareDays'
import { VersionCard } from './VersionCard'

/** 违约金和优惠: off until a manager publishes a rule that names its clause. */
export default function ChargesPage() {
  const communityId = useCommunityId()
  const [tried, setTried] = useState<Drafted | null>(null)
  const { answer, refresh } = useStaffAnswer('charges.show', { communityId })
  return (
    <Page title='违约金和优惠' wide>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {(rules) => (
          <>
            {rules.payees.every(({ running }) => running === null) && (
              <Card>
                <Note>现在不收违约金，也没有按期优惠。要收违约金，合同里要有条款，并由项目经理公布。</Note>
              </Card>
            )}
            {rules.versions.map((version) => (
              <VersionCard
                key={version.policyId}
                communityId={communityId}
                version={version}
                tried={tried?.policyId === version.policyId ? tried : null}
                mayPublish={rules.mayPublish}
                onChanged={refresh}
              />
            ))}
            {rules.mayDraft && (
              <DraftRule
                communityId={communityId}
                rules={rules}
                onDrafted={async (drafted) => {
                  setTried(drafted)
                  await refresh()
                }}
              />
            )}
            <SpareDays communityId={communityId} spared={rules.spared} mayPublish={rules.mayPublish} onChanged={refresh} />
          </>
        )}
      </Answered>
    </Page>
  )
}
