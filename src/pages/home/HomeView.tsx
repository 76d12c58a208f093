import './HomeView.css'
import { Acts } from '@/components/Acts'
import { BillRow } from '@/components/BillRow'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { RemindButton } from '@/components/RemindButton'
import { Row } from '@/components/Row'
import { useFirstDrawn } from '@/hooks/useFirstDrawn'
import { PaySheet } from '@/pages/pay/PaySheet'
import { go, goTab } from '@/services/go'
import type { ResidentAnswer } from '@contract/contract/resident'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Due } from './Due'

export type Home = ResidentAnswer<'home.show'>

type HomeViewProps = {
  readonly home: Home
  /** A payment that this phone saw succeed and the cloud does not know of yet. */
  readonly onItsWay: string | null
  readonly onChoose: (accountId: string) => void
  readonly onPaid: () => void
}

/** Rows before "see them all": the amount and the button stay above the fold. */
const BILLS_SHOWN = 4

export function HomeView({ home, onItsWay, onChoose, onPaid }: HomeViewProps) {
  const [paying, setPaying] = useState(false)
  const { accounts, accountId, banner } = home
  const firstDrawn = useFirstDrawn()
  const label = accounts.find((account) => account.accountId === accountId)?.label ?? ''

  return (
    <>
      {accounts.length > 1 ? (
        <Chips
          choices={accounts.map(({ accountId: value, label: words }) => ({ value, words }))}
          chosen={accountId}
          onChoose={onChoose}
        />
      ) : (
        <Text className='home__place'>{label}</Text>
      )}
      {banner && (
        <View className='home__banner' ariaRole='button' onClick={() => go('guest', { communityId: banner.communityId })}>
          {banner.says}
        </View>
      )}
      <Due home={home} onItsWay={onItsWay} onPay={() => setPaying(true)} />
      <View>{firstDrawn && <Rest home={home} />}</View>
      <PaySheet open={paying} ask={{ accountId }} onClose={() => setPaying(false)} onChanged={onPaid} />
    </>
  )
}

/** What may come one crossing later, so that the amount and its button wait for no list. */
function Rest({ home: { due, bills, aside, prepaid, plan, promise, templates } }: { readonly home: Home }) {
  return (
    <>
      {plan && (
        <Card>
          <Row title='我的分期' note={plan.says} onTap={() => go('plan', { planId: plan.planId })} />
        </Card>
      )}
      {promise && (
        <Card>
          <Note>{promise.says}</Note>
        </Card>
      )}
      {bills.length > 0 && (
        <Card title='待缴账单'>
          {bills.slice(0, BILLS_SHOWN).map((bill) => (
            <BillRow key={bill.billId} bill={bill} onTap={() => go('bill', { billId: bill.billId })} />
          ))}
          {due.count > BILLS_SHOWN && <Row title={`查看全部 ${due.count} 笔`} onTap={() => goTab('bills')} />}
        </Card>
      )}
      {aside && (
        <Card title='没有计入合计'>
          {aside.map(({ says, total, count }) => (
            <Row key={says} title={`${count} 笔`} note={says} onTap={() => goTab('bills')}>
              <Money amount={total} meaning='未计入合计的金额' />
            </Row>
          ))}
        </Card>
      )}
      {prepaid && (
        <Card title='预缴'>
          <Note>{prepaid.says}</Note>
        </Card>
      )}
      <Card>
        <Acts>
          <RemindButton
            templateKey='bill_due'
            templates={templates}
            accepted='好的，下一次缴费日前会在微信里提醒您一次'
          >
            到期前提醒我
          </RemindButton>
          <Button kind='words' onTap={() => go('receipts')}>
            缴费记录
          </Button>
        </Acts>
      </Card>
    </>
  )
}
