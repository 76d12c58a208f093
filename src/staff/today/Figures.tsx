import { Money } from '@/components/Money'
import { Text, View } from '@tarojs/components'
import type { Today } from './TodayView'

/** Four figures, each with what it counts. */
export function Figures({
  figures: { overdue, notYetDue, paidYesterday, sentToday, waitingToSend },
}: {
  readonly figures: Today['figures']
}) {
  return (
    <View className='figures'>
      <View className='figure'>
        <Money size='large' amount={overdue.total} meaning='欠费（已过缴费日）' />
        <Text className='figure__note'>{`${overdue.count} 户`}</Text>
      </View>
      <View className='figure'>
        <Money size='large' amount={notYetDue} meaning='未到缴费日' />
        <Text className='figure__note'>待缴合计</Text>
      </View>
      <View className='figure'>
        <Money size='large' amount={paidYesterday.total} meaning='昨日实收' />
        <Text className='figure__note'>{`${paidYesterday.count} 笔`}</Text>
      </View>
      <View className='figure'>
        <Text className='figure__meaning'>今日已发通知</Text>
        <Text className='figure__count'>{`${sentToday} 条`}</Text>
        <Text className='figure__note'>{`待发 ${waitingToSend} 条`}</Text>
      </View>
    </View>
  )
}
