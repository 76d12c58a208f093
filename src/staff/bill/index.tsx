import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { goBack } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { BillCase } from './BillCase'

/** One bill as staff see it, and its correction. */
export default function BillCasePage() {
  const { billId = '' } = useRouter().params
  const { answer, refresh } = useStaffAnswer('bill.look', { billId })
  return (
    <Page title='账单更正' wide>
      <Answered answer={answer} onRetry={refresh} rows={6} ways={{ BILL_UNKNOWN: { words: '返回', onTap: goBack } }}>
        {(bill) => <BillCase bill={bill} onChanged={refresh} />}
      </Answered>
    </Page>
  )
}
