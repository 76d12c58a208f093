import { go } from '@/services/go'
import { dayOf, formatDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { Card } from './Card'
import { Money } from './Money'
import { Row } from './Row'

type PaymentsCardProps = { readonly payments: ResidentAnswer<'bill.show'>['payments'] }

/** What was paid, of a bill or of a plan, each with the way to its receipt; nothing paid is no card. */
export function PaymentsCard({ payments }: PaymentsCardProps) {
  if (payments.length === 0) return null
  return (
    <Card title='缴费情况'>
      {payments.map(({ at, amount, says, receiptId }) => (
        <Row
          key={`${at} ${says}`}
          title={says}
          note={formatDay(dayOf(at))}
          {...(receiptId === undefined ? {} : { onTap: () => go('receipt', { receiptId }) })}
        >
          <Money amount={amount} meaning='已缴' />
        </Row>
      ))}
    </Card>
  )
}
