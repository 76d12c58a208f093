import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { type Days, Span } from '@/components/Span'
import { StatementCard } from '@/components/StatementCard'
import { useAccountChoice } from '@/hooks/useAccountChoice'
import { useAct } from '@/hooks/useAct'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { askResident } from '@/services/cloud'
import { go, goTab } from '@/services/go'
import { openPaper } from '@/services/openPaper'
import { useState } from 'react'
import { Confirming } from './Confirming'

/** 对账单: what was owed, charged and paid, over days of one’s choice, and the same on paper. */
export default function StatementPage() {
  const { chosen } = useAccountChoice()
  const [days, setDays] = useState<Days>({})
  const ask = { ...(chosen === null ? {} : { accountId: chosen }), ...days }
  const { answer, refresh } = useCloudAnswer('statement.show', ask)
  const { act, problem } = useAct(
    () => askResident('statement.pdf', ask),
    ({ name, base64 }) => openPaper(name, base64),
  )
  return (
    <Page title='对账单'>
      <Span shownFrom={answer.phase === 'ready' ? answer.value.from : null} onChoose={setDays} />
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={5}
        ways={{
          NOT_BOUND: { words: '绑定我的房屋', onTap: () => go('bind') },
          ACCOUNT_UNCLEAR: { words: '去首页选择', onTap: () => goTab('home') },
        }}
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
            <Confirming ask={chosen === null ? {} : { accountId: chosen }} />
          </>
        )}
      </Answered>
    </Page>
  )
}
