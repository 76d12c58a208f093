import type { ResidentAnswer } from '@contract/contract/resident'
import { formatDay, formatPeriod } from '@contract/calendar'
import { Money } from './Money'
import { Row } from './Row'
import { Tag } from './Tag'

type Bill = ResidentAnswer<'home.show'>['bills'][number]

/** An open bill in a list: what for, until when, how much is left to pay on it. */
export function BillRow({ bill, onTap }: { readonly bill: Bill; readonly onTap: () => void }) {
  const { title, period, dueOn, outstanding, daysOverdue, planId } = bill
  return (
    <Row
      title={`${formatPeriod(period)}${title}`}
      note={`缴费截止日 ${formatDay(dueOn)}`}
      tag={tagOf(planId !== undefined, daysOverdue)}
      onTap={onTap}
    >
      <Money amount={outstanding} meaning='待缴' />
    </Row>
  )
}

/** A bill in a plan is not late while the plan is kept: its parts say how it stands. */
function tagOf(planned: boolean, daysOverdue: number) {
  if (planned) return <Tag tone='plain'>分期</Tag>
  return daysOverdue > 0 ? <Tag>{`已过缴费日 ${daysOverdue} 天`}</Tag> : null
}
