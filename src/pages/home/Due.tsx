import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Icon } from '@/components/Icon'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { OnItsWay } from '@/components/OnItsWay'
import { go } from '@/services/go'
import { formatDay } from '@contract/calendar'
import { showFen } from '@contract/money'
import { Text, View } from '@tarojs/components'
import type { Home } from './HomeView'

type DueProps = { readonly home: Home; readonly onItsWay: string | null; readonly onPay: () => void }

/** The one thing 首页 is for: how much is to pay, or that it has been paid, or that nothing is owed. */
export function Due({ home, onItsWay, onPay }: DueProps) {
  const { due, bills, confirming, accountId } = home
  const outTradeNo = confirming?.outTradeNo ?? onItsWay
  if (outTradeNo !== null)
    return (
      <Card>
        <OnItsWay outTradeNo={outTradeNo} amount={confirming?.amount} />
      </Card>
    )
  if (due.count === 0) {
    return (
      <Card>
        <View className='due__done'>
          <Icon name='circle-check' words='目前没有待缴账单' />
        </View>
        <Note>谢谢您。有新账单时，这里会显示金额和缴费截止日。</Note>
      </Card>
    )
  }
  return (
    <Card>
      <Money size='hero' amount={due.total} meaning='待缴合计' />
      <Text className='due__says'>{`您有 ${due.count} 笔账单`}</Text>
      {due.lateCharge !== undefined && (
        <Text className='due__says'>{`其中违约金 ¥${showFen(due.lateCharge)}，怎么算的见账单`}</Text>
      )}
      {due.nextDueOn !== null && (
        <Text className='due__says'>{`最近的缴费截止日 ${formatDay(due.nextDueOn)}`}</Text>
      )}
      <Acts>
        <Button kind='filled' onTap={onPay}>
          立即缴纳
        </Button>
        <Button kind='words' onTap={() => go('pay', { accountId })}>
          选择账单或部分缴纳
        </Button>
        {bills.some(({ planId, outstanding }) => planId === undefined && outstanding > 0) && (
          <Button kind='words' onTap={() => go('planTrial', { accountId })}>
            分期缴纳
          </Button>
        )}
      </Acts>
    </Card>
  )
}
