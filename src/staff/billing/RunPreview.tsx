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
import { type Fen, showFen } from '@contract/money'
import type { Run } from './lookThrough'
import { Skipped } from './Skipped'

type RunPreviewProps = {
  readonly run: Run
  readonly period: string
  readonly onPublished: () => void
  readonly onLook: (premisesId: string) => void
}

/** The whole run before anybody sees a bill: its total beside the last one's, the odd ones, the missing ones. */
export function RunPreview({ run, period, onPublished, onLook }: RunPreviewProps) {
  const { runId, count, total, outliers, moved, dueOn, prepaidUsed, lastPeriod } = run
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
      <ByItem run={run} />
      {outliers.length > 0 && (
        <Card title={`金额特别大的 ${outliers.length} 户，请核对`}>
          {outliers.map(({ premisesId, premises, amount, says }) => (
            <Row key={`${premisesId} ${says}`} title={premises} note={says} onTap={() => onLook(premisesId)}>
              <Money amount={amount} meaning='本期金额' />
            </Row>
          ))}
        </Card>
      )}
      {moved.length > 0 && (
        <Card title='比上一期变化最大的'>
          {moved.map(({ premisesId, premises, title, amount, last }) => (
            <Row key={`${premisesId} ${title}`} title={premises} note={`${title}，${sayChange(amount, last)}`} onTap={() => onLook(premisesId)}>
              <Money amount={amount} meaning='本期金额' />
            </Row>
          ))}
        </Card>
      )}
      <Skipped run={run} onLook={onLook} />
    </>
  )
}

/** Each fee item beside itself: a total may hide that one went up and another down. */
function ByItem({ run: { byItem } }: { readonly run: Run }) {
  if (byItem.length === 0) return null
  return (
    <Card title='各项费用'>
      {byItem.map(({ item, title, count, total, last, lastYear }) => (
        <Row
          key={item}
          title={title}
          note={[
            `${count} 笔`,
            last ? `上一期 ${last.count} 笔，${sayChange(total, last.total)}` : '上一期没有',
            ...(lastYear ? [`去年同期 ${lastYear.count} 笔，${sayChange(total, lastYear.total)}`] : []),
          ].join('\n')}
        >
          <Money amount={total} meaning={`${title}应收`} />
        </Row>
      ))}
    </Card>
  )
}

function sayChange(amount: Fen, before: Fen): string {
  if (amount === before) return '金额相同'
  return amount > before ? `多 ¥${showFen((amount - before) as Fen)}` : `少 ¥${showFen((before - amount) as Fen)}`
}
