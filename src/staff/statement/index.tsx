import { Page } from '@/components/Page'
import type { Days } from '@/components/Span'
import { StatementView } from '@/components/StatementView'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { askStaff } from '@/services/cloud'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'

/** An account’s statement as its people see it, for the counter and for a letter. */
export default function AccountStatementPage() {
  const { accountId = '' } = useRouter().params
  const [days, setDays] = useState<Days>({})
  const ask = { accountId, ...days }
  const { answer, refresh } = useStaffAnswer('account.statement', ask)
  return (
    <Page title='对账单' wide>
      <StatementView answer={answer} refresh={refresh} onChoose={setDays} paper={() => askStaff('account.statementPdf', ask)} />
    </Page>
  )
}
