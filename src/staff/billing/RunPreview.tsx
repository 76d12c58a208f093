import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { formatDay, formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'

type Run = StaffAnswer<'billing.preview'>
type RunPreviewProps = { readonly run: Run; readonly period: string; readonly onPublished: () => void }

/** The whole run before anybody sees a bill: its total beside the last one's, the odd ones, the missing ones. */
export function RunPreview({ run, period, onPublished }: RunPreviewProps) {
  const { runId, count, total, skipped, outliers, dueOn, prepaidUsed, lastPeriod } = run
  const { act, problem } = useAct(() => askStaff('billing.publish', { runId }), onPublished)
  return (
    <>
      <Card title={`${formatPeriod(period)}预览`}>
        <Money size='large' amount={total} meaning='应收合计' />
        <Note>{`共 ${count} 笔账单，缴费截止日 ${formatDay(dueOn)}`}</Note>
        <Row title='用预缴款抵扣'>
          <Money amount={prepaidUsed} meaning='预缴抵扣' />
        </Row>
        {lastPeriod ? (
          <Row title={`上一期（${formatPeriod(lastPeriod.period)}）`} note={`${lastPeriod.count} 笔`}>
            <Money amount={lastPeriod.total} meaning='上一期应收' />
          </Row>
        ) : (
          <Note>没有上一期可以比较。</Note>
        )}
        <Problem problem={problem} />
        {count > 0 ? (
          <Acts>
            <Button kind='filled' onTap={act}>
              发布账单
            </Button>
          </Acts>
        ) : (
          <Note>没有可以发布的账单，原因见下面。</Note>
        )}
      </Card>
      {outliers.length > 0 && (
        <Card title={`金额变化大的 ${outliers.length} 户，请核对`}>
          {outliers.map(({ premises, amount, says }) => (
            <Row key={`${premises} ${says}`} title={premises} note={says}>
              <Money amount={amount} meaning='本期金额' />
            </Row>
          ))}
        </Card>
      )}
      {skipped.length > 0 && (
        <Card title={`跳过 ${skipped.length} 户`}>
          {skipped.map(({ premises, code, says }) => (
            <Row key={`${premises} ${code}`} title={premises} note={says} />
          ))}
        </Card>
      )}
    </>
  )
}
