import { Acts } from '@/components/Acts'
import { Bars } from '@/components/Bars'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { formatDay, formatPeriod, formatShortDay } from '@contract/calendar'
import { showFen } from '@contract/money'
import Taro from '@tarojs/taro'
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

/** Each look at a meter with the one before it, and the photos of them for whoever wants to see for themselves. */
function Readings({ bill: { readings = [] } }: { readonly bill: Bill }) {
  const photos = readings.flatMap(({ photo }) => photo ?? [])
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
      {photos.length > 0 && (
        <Acts>
          <Button kind='words' onTap={() => void Taro.previewImage({ urls: photos })}>
            {photos.length === 1 ? '看抄表照片' : `看 ${photos.length} 张抄表照片`}
          </Button>
        </Acts>
      )}
    </>
  )
}

function Tariffs({ bill: { tariff, earlierTariffs = [] } }: { readonly bill: Bill }) {
  const all = [...earlierTariffs, ...(tariff ? [tariff] : [])]
  return (
    <>
      {all.map(({ says, basis, publishedOn, since }) => (
        <Row
          key={`${says} ${publishedOn}`}
          title='收费标准'
          note={`${says}。依据：${basis}。${formatDay(publishedOn)}公示${since === undefined ? '' : `，${formatDay(since)}起执行`}`}
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
