import { Acts } from '@/components/Acts'
import { dueWords, Owed } from '@/components/BillRow'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { Tick } from '@/components/Tick'
import { go } from '@/services/go'
import { formatPeriod } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useState } from 'react'
import type { Choice } from './index'

type Bills = ResidentAnswer<'home.show'>['bills']

/** All are ticked at first; the payer's own choice of bills wins over any order (rules §6). */
export function ByBills({
  bills,
  onChoose,
}: {
  readonly bills: Bills
  readonly onChoose: (choice: Choice) => void
}) {
  const [left, setLeft] = useState<readonly string[]>([])
  // A part is paid from its plan: ticked here, the whole bill behind it would be quoted.
  const plain = bills.filter(({ planId }) => planId === undefined)
  const planId = bills.find((bill) => bill.planId !== undefined)?.planId
  const chosen = plain.filter(({ billId }) => !left.includes(billId)).map(({ billId }) => billId)
  const toggle = (billId: string) =>
    setLeft(left.includes(billId) ? left.filter((id) => id !== billId) : [...left, billId])

  return (
    <>
      <Card>
        {planId !== undefined && (
          <Row title='分期的这一期' note='在分期页缴纳' onTap={() => go('plan', { planId })} />
        )}
        {plain.map((bill) => {
          const words = `${formatPeriod(bill.period)}${bill.title}`
          return (
            <Tick
              key={bill.billId}
              ticked={!left.includes(bill.billId)}
              onTick={() => toggle(bill.billId)}
              words={words}
            >
              <Row
                title={words}
                note={dueWords(bill)}
                tag={bill.daysOverdue > 0 ? <Tag>{`已过缴费日 ${bill.daysOverdue} 天`}</Tag> : null}
              >
                <Owed bill={bill} />
              </Row>
            </Tick>
          )
        })}
      </Card>
      <Card>
        {/* Nothing left out is simply everything due, however many bills that is. */}
        <Acts>
          <Button
            kind='filled'
            disabled={chosen.length === 0}
            onTap={() => onChoose(chosen.length === bills.length ? {} : { billIds: chosen })}
          >
            {chosen.length === 0 ? '请先选择账单' : `缴纳选中的 ${chosen.length} 笔`}
          </Button>
        </Acts>
      </Card>
    </>
  )
}
