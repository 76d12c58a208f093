import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { usePaymentOnItsWay } from '@/hooks/usePayStatus'
import { goBack } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { BillView } from './BillView'

/** One bill that explains itself: what it is for, how it was worked out, what has been paid on it. */
export default function BillPage() {
  const { billId = '' } = useRouter().params
  const { answer, refresh } = useCloudAnswer('bill.show', { billId })
  const accountId = answer.phase === 'ready' ? answer.value.accountId : null
  const onItsWay = usePaymentOnItsWay(accountId, () => void refresh())

  return (
    <Page title='账单详情'>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
        ways={{ BILL_NOT_FOUND: { words: '返回', onTap: goBack } }}
      >
        {(bill) => <BillView bill={bill} onItsWay={onItsWay} onChanged={refresh} />}
      </Answered>
    </Page>
  )
}
