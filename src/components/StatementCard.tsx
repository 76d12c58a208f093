import { formatDay, formatShortDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { formatFen, showFen } from '@contract/money'
import { Card } from './Card'
import { Money } from './Money'
import { Note } from './Note'
import { Row } from './Row'

export type Statement = ResidentAnswer<'statement.show'>

/** What was owed before, every line of the span with the debt after it, and what is owed at its end. */
export function StatementCard({ statement }: { readonly statement: Statement }) {
  const { label, company, from, to, opening, closing, prepaid, lines, sums } = statement
  return (
    <>
      <Card>
        <Money size='hero' amount={closing} meaning={`${formatDay(to)}待缴`} />
        <Note>{`${label} · ${company}`}</Note>
        <Row title={`${formatDay(from)}期初待缴`}>
          <Money amount={opening} meaning='期初待缴' />
        </Row>
        {sums.map(({ title, charged, paid }) => (
          <Row key={title} title={title} note={`已缴或已抵 ¥${showFen(paid)}`}>
            <Money amount={charged} meaning={`${title}应缴`} />
          </Row>
        ))}
        {prepaid > 0 && (
          <Row title='预缴款' note='还没有用到的'>
            <Money amount={prepaid} meaning='预缴款' />
          </Row>
        )}
      </Card>
      <Card title='明细'>
        {lines.length === 0 && <Note>这段时间没有账单，也没有缴费。</Note>}
        {lines.map(({ on, says, charged, paid, balance }, index) => (
          <Row key={`${on} ${index}`} title={says} note={`${formatShortDay(on)}，之后待缴 ¥${showFen(balance)}`}>
            {charged > 0 ? `¥${formatFen(charged)}` : `-¥${formatFen(paid)}`}
          </Row>
        ))}
      </Card>
    </>
  )
}
