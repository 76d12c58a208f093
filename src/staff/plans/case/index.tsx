import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { goBack } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { CaseView } from './CaseView'

/** One plan with everything a decision needs on one screen. */
export default function PlanCasePage() {
  const { planId = '' } = useRouter().params
  const { answer, refresh } = useStaffAnswer('plan.look', { planId })
  return (
    <Page title='分期审批' wide>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={6}
        ways={{ PLAN_NOT_FOUND: { words: '返回', onTap: goBack } }}
      >
        {(plan) => <CaseView plan={plan} onChanged={refresh} />}
      </Answered>
    </Page>
  )
}
