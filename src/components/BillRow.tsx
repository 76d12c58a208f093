import type { ResidentAnswer } from '@contract/contract/resident'
import { formatDay, formatPeriod } from '@contract/calendar'
import { showFen, ZERO } from '@contract/money'
import { Money } from './Money'
import { Row } from './Row'
import { Tag } from './Tag'

type Bill = ResidentAnswer<'home.show'>['bills'][number]

/** An open bill in a list: what for, until when, how much is left to pay on it. */
export function BillRow({ bill, onTap }: { readonly bill: Bill; readonly onTap: () => void }) {
  const { title, period, daysOverdue, planId } = bill
  return (
    <Row
      title={`${formatPeriod(period)}${title}`}
      note={dueWords(bill)}
      tag={tagOf(planId !== undefined, daysOverdue)}
      onTap={onTap}
    >
      <Owed bill={bill} />
    </Row>
  )
}

/** Until when; and the late charge beside what is outstanding, never inside it. */
export function dueWords({ dueOn, outstanding, lateCharge = ZERO }: Bill): string {
  if (outstanding === 0 && lateCharge > 0) return '账单已缴，只剩违约金，不再增加'
  const late = lateCharge > 0 ? `，另有违约金 ¥${showFen(lateCharge)}` : ''
  return `缴费截止日 ${formatDay(dueOn)}${late}`
}

/** Of a bill that is paid, its late charge may be all that is left. */
export function Owed({ bill: { outstanding, lateCharge = ZERO } }: { readonly bill: Bill }) {
  return outstanding === 0 && lateCharge > 0 ? (
    <Money amount={lateCharge} meaning='违约金' meaningShown />
  ) : (
    <Money amount={outstanding} meaning='待缴' />
  )
}

/** A bill in a plan is not late while the plan is kept: its parts say how it stands. */
function tagOf(planned: boolean, daysOverdue: number) {
  if (planned) return <Tag tone='plain'>分期</Tag>
  return daysOverdue > 0 ? <Tag>{`已过缴费日 ${daysOverdue} 天`}</Tag> : null
}
