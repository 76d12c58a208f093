import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { usePaymentOnItsWay } from '@/hooks/usePayStatus'
import { goBack } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { PlanView } from './PlanView'

/** 分期: how a plan stands, its parts, and whatever may be done about it now. */
export default function PlanPage() {
  const { planId, accountId } = useRouter().params
  const ask = planId !== undefined ? { planId } : accountId !== undefined ? { accountId } : {}
  const { answer, refresh } = useCloudAnswer('plan.show', ask)
  const shown = answer.phase === 'ready' ? answer.value.accountId : null
  const onItsWay = usePaymentOnItsWay(shown, () => void refresh())

  return (
    <Page title='分期'>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
        ways={{ PLAN_NOT_FOUND: { words: '返回', onTap: goBack } }}
      >
        {(plan) => <PlanView plan={plan} onItsWay={onItsWay} onChanged={refresh} />}
      </Answered>
    </Page>
  )
}
