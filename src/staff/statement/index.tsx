import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { type Days, Span } from '@/components/Span'
import { StatementCard } from '@/components/StatementCard'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { askStaff } from '@/services/cloud'
import { openPaper } from '@/services/openPaper'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'

/** An account’s statement as its people see it, for the counter and for a letter. */
export default function AccountStatementPage() {
  const { accountId = '' } = useRouter().params
  const [days, setDays] = useState<Days>({})
  const ask = { accountId, ...days }
  const { answer, refresh } = useStaffAnswer('account.statement', ask)
  const { act, problem } = useAct(
    () => askStaff('account.statementPdf', ask),
    ({ name, base64 }) => openPaper(name, base64),
  )
  return (
    <Page title='对账单' wide>
      <Span shownFrom={answer.phase === 'ready' ? answer.value.from : null} onChoose={setDays} />
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
      >
        {(statement) => (
          <>
            <StatementCard statement={statement} />
            <Problem problem={problem} />
            <Acts>
              <Button kind='filled' onTap={act}>
                下载 PDF
              </Button>
            </Acts>
          </>
        )}
      </Answered>
    </Page>
  )
}
