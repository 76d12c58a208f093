import { useAct } from '@/hooks/useAct'
import type { CloudAnswer } from '@/hooks/useCloudAnswer'
import { ACCOUNT_WAYS } from '@/services/accountWays'
import { openPaper } from '@/services/openPaper'
import type { ResidentAnswer } from '@contract/contract/resident'
import type { Reply } from '@contract/outcome'
import type { ReactNode } from 'react'
import { Acts } from './Acts'
import { Answered } from './Answered'
import { Button } from './Button'
import { Problem } from './Problem'
import { type Days, Span } from './Span'
import { type Statement, StatementCard } from './StatementCard'

type StatementViewProps = {
  readonly answer: CloudAnswer<Statement>
  readonly refresh: () => Promise<void>
  readonly onChoose: (days: Days) => void
  /** Asks for what is shown, as a paper. */
  readonly paper: () => Promise<Reply<ResidentAnswer<'statement.pdf'>>>
  /** What else may be done with it. */
  readonly children?: ReactNode
}

/** An account over days of one’s choice and the same on paper, for its people and for the counter. */
export function StatementView({ answer, refresh, onChoose, paper, children }: StatementViewProps) {
  const { act, problem } = useAct(paper, ({ name, base64 }) => openPaper(name, base64))
  return (
    <>
      <Span shownFrom={answer.phase === 'ready' ? answer.value.from : null} onChoose={onChoose} />
      <Answered answer={answer} onRetry={refresh} rows={5} ways={ACCOUNT_WAYS}>
        {(statement) => (
          <>
            <StatementCard statement={statement} />
            <Problem problem={problem} />
            <Acts>
              <Button kind='filled' onTap={act}>
                下载 PDF
              </Button>
            </Acts>
            {children}
          </>
        )}
      </Answered>
    </>
  )
}
