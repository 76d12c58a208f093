import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'

/** Bills that a change makes wrong, and what becomes of them. */
export function Affected({ bills }: { readonly bills: StaffAnswer<'premises.assign'>['affected'] }) {
  if (bills.length === 0) return <Note>没有要更正的账单。</Note>
  return (
    <>
      <Note>{`有 ${bills.length} 张账单会作废并按新的情况重出；已付的钱转为预缴款，先抵新账单。`}</Note>
      {bills.map(({ billId, title, period, payer, amount }) => (
        <Row key={billId} title={`${formatPeriod(period)}${title}`} note={payer}>
          <Money amount={amount} meaning='原账单金额' />
        </Row>
      ))}
    </>
  )
}
