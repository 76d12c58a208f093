import './TrialView.css'
import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import type { CloudAnswer } from '@/hooks/useCloudAnswer'
import { askResident } from '@/services/cloud'
import { goBack, goInstead } from '@/services/go'
import { type Day, formatDay } from '@contract/calendar'
import { showFen } from '@contract/money'
import { Text, View } from '@tarojs/components'
import { Agreeing } from '../Agreeing'
import { Terms } from '../Terms'
import { Choosing } from './Choosing'
import type { Trial } from './index'

type TrialViewProps = {
  /** The last answer that came: what may be chosen from, and what for. */
  readonly last: Trial
  readonly answer: CloudAnswer<Trial>
  readonly parts: number
  readonly onParts: (parts: number) => void
  readonly onFirstDay: (day: Day) => void
  readonly onRetry: () => Promise<void>
}

export function TrialView({ last, answer, parts, onParts, onFirstDay, onRetry }: TrialViewProps) {
  return (
    <>
      <Card>
        <Money size='hero' amount={last.total} meaning='分期合计' />
        <Note>{`${last.bills.length} 笔账单，不收手续费和利息`}</Note>
        {saysOf(last.leftOut).map((says) => (
          <Note key={says}>{says}</Note>
        ))}
      </Card>
      <Choosing trial={last} parts={parts} onParts={onParts} onFirstDay={onFirstDay} />
      {/* A place of its own: a move of the slider sends the schedule and not the whole page. */}
      <View>
        <Answered answer={answer} onRetry={onRetry} rows={3}>
          {(trial) => <Offered trial={trial} />}
        </Answered>
      </View>
    </>
  )
}

function saysOf(leftOut: Trial['leftOut'] = []): readonly string[] {
  const reasons = [...new Set(leftOut.map(({ says }) => says))]
  return reasons.map((says) => `另有 ${leftOut.filter((one) => one.says === says).length} 笔没有放进来：${says}`)
}

function Offered({ trial }: { readonly trial: Trial }) {
  const { quoteId, termsHash, instalments, needsApproval, mayAccept, counterPhone } = trial
  const { act, problem } = useAct(
    () => askResident('plan.request', { quoteId, termsHash }),
    ({ planId }) => goInstead('plan', { planId }),
  )
  return (
    <>
      <Card title='每一期'>
        {/* One node for all of them: each move of the slider sends it anew. */}
        <Text className='trial__parts'>{instalments.map(sayPart).join('\n')}</Text>
        {needsApproval && <Note>这样分期需要物业审批，结果会显示在首页。</Note>}
      </Card>
      <Terms terms={trial.terms} />
      {mayAccept ? (
        <Agreeing
          words='同意分期'
          counterPhone={counterPhone}
          onAgree={act}
          onDisagree={goBack}
          problem={problem}
        />
      ) : (
        <Proposing onSend={act} problem={problem} />
      )}
    </>
  )
}

function sayPart({ dueOn, amount }: Trial['instalments'][number], index: number): string {
  return `第 ${index + 1} 期 ¥${showFen(amount)}，缴费日 ${formatDay(dueOn)}`
}

type ProposingProps = {
  readonly onSend: () => Promise<void>
  readonly problem: ReturnType<typeof useAct>['problem']
}
function Proposing({ onSend, problem }: ProposingProps) {
  return (
    <Card>
      <Note>分期要由业主同意。发给业主后，业主会在首页看到，读过约定再决定。</Note>
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' onTap={onSend}>
          发给业主确认
        </Button>
        <Button kind='words' onTap={goBack}>
          先不发
        </Button>
      </Acts>
    </Card>
  )
}
