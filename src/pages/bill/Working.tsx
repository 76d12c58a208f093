import { Bars } from '@/components/Bars'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { formatDay, formatPeriod, formatShortDay } from '@contract/calendar'
import { showFen } from '@contract/money'
import type { Bill } from './BillView'

/** Every amount on the way to the bill's, what entitles the company to it, and how it stands beside other periods. */
export function Working({ bill }: { readonly bill: Bill }) {
  const { working, amount, relief, lateCharge, lateSays, discount, from, to } = bill
  return (
    <>
      <Card title='怎么算出来的'>
        <Note>{`计费期间：${formatDay(from)}至${formatDay(to)}`}</Note>
        <Readings bill={bill} />
        {working.steps.map((step, index) => (
          <Row key={index} title={step.says}>
            {step.amount !== undefined && <Money amount={step.amount} meaning={step.says} />}
          </Row>
        ))}
        <Row title='账单金额'>
          <Money amount={amount} meaning='账单金额' />
        </Row>
        {relief.map(({ says, amount: reduced }) => (
          <Row key={says} title='减免' note={says}>
            <Money amount={reduced} meaning='减免' />
          </Row>
        ))}
        {lateCharge > 0 && (
          <Row title='违约金' note={lateSays ?? '按合同约定，另列一项'}>
            <Money amount={lateCharge} meaning='违约金' />
          </Row>
        )}
        {discount && (
          <Row title='按期优惠' note={discount.says}>
            <Money amount={discount.amount} meaning='可以减' />
          </Row>
        )}
        <Tariffs bill={bill} />
      </Card>
      <Compared bill={bill} />
    </>
  )
}

function Readings({ bill: { readings = [] } }: { readonly bill: Bill }) {
  return (
    <>
      {readings.map(({ serial, day, value, unit, used, before }) => (
        <Row
          key={`${serial} ${day}`}
          title={`${formatShortDay(day)}读数 ${value}`}
          note={`表号 ${serial}${before ? `，上次 ${formatShortDay(before.day)}读数 ${before.value}` : ''}`}
        >
          {`用了 ${used} ${unit}`}
        </Row>
      ))}
    </>
  )
}

function Tariffs({ bill: { tariff, earlierTariffs = [] } }: { readonly bill: Bill }) {
  const all = [...earlierTariffs, ...(tariff ? [tariff] : [])]
  return (
    <>
      {all.map(({ says, basis, publishedOn }) => (
        <Row
          key={`${says} ${publishedOn}`}
          title='收费标准'
          note={`${says}。依据：${basis}。${formatDay(publishedOn)}公示`}
        />
      ))}
    </>
  )
}

function Compared({ bill: { compared, lastYear, history = [] } }: { readonly bill: Bill }) {
  if (!compared && !lastYear && history.length === 0) return null
  return (
    <Card title='和以前比'>
      {history.length > 0 && (
        <Bars
          bars={history.map(({ period, amount }) => ({
            words: `${formatPeriod(period)} ¥${showFen(amount)}`,
            value: amount,
          }))}
        />
      )}
      {compared && (
        <Row title={`上一期（${formatPeriod(compared.period)}）`} note={compared.says}>
          <Money amount={compared.amount} meaning='上一期金额' />
        </Row>
      )}
      {lastYear && (
        <Row title={`去年同期（${formatPeriod(lastYear.period)}）`} note={lastYear.says}>
          <Money amount={lastYear.amount} meaning='去年同期金额' />
        </Row>
      )}
    </Card>
  )
}
