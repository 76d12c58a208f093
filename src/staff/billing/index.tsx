import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { useCommunityId } from '@/staff/community'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { Progress } from './Progress'
import { RunPreview } from './RunPreview'
import { Schedule } from './Schedule'

const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/
const NOT_A_PERIOD = {
  says: '没有看懂账期',
  next: '按月写 2026-07，按季写 2026-Q3，按半年写 2026-H2，按年写 2026',
  refusal: null,
}

/** 出账: preview a period, look at what stands out and what is left out, publish. */
export default function BillingPage() {
  const communityId = useCommunityId()
  const [period, setPeriod] = useState('')
  const [run, setRun] = useState<(StaffAnswer<'billing.preview'> & { period: string }) | null>(null)
  const [published, setPublished] = useState(false)
  const asked = period.trim().toUpperCase()
  const { act, problem, tell } = useAct(
    () => askStaff('billing.preview', { communityId, period: asked }),
    (value) => {
      setPublished(false)
      setRun({ ...value, period: asked })
    },
  )
  const preview = () => (PERIOD.test(asked) ? act() : tell(NOT_A_PERIOD))

  return (
    <Page title='出账' wide>
      <Card title='出哪一期'>
        <Field
          label='账期'
          value={period}
          onChange={setPeriod}
          maxLength={7}
          hint='例如 2026-07，按季写 2026-Q3'
        />
        <Problem problem={problem} />
        <Acts>
          <Button {...(run ? {} : { kind: 'filled' as const })} onTap={preview}>
            {run ? '重新预览' : '预览'}
          </Button>
        </Acts>
        <Row title='收费标准' note='只有已公示的标准才会出账' onTap={() => go('tariffs', { communityId })} />
      </Card>
      {run &&
        (published ? (
          <Progress runId={run.runId} period={run.period} />
        ) : (
          <RunPreview run={run} period={run.period} onPublished={() => setPublished(true)} />
        ))}
      <Schedule communityId={communityId} />
    </Page>
  )
}
