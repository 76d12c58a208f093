import './forecast.css'
import { Money } from '@/components/Money'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text, View } from '@tarojs/components'

export type DueDayForecast = NonNullable<StaffAnswer<'today.show'>['forecast']>

/** One due day: how much falls due, and by what its households can be reached. The cloud's figures, none added up here. */
export function DueDay({ day: { accounts, amount, wechat, phone, none } }: { readonly day: DueDayForecast }) {
  return (
    <>
      <Money size='large' amount={amount} meaning={`当天到期待缴，共 ${accounts} 户`} />
      <View className='forecast__parts'>
        <Part meaning='微信能提醒' {...wechat} />
        <Part meaning='只能打电话' {...phone} />
        <Part meaning='都联系不上' {...none} />
      </View>
    </>
  )
}

function Part({ meaning, accounts, amount }: { readonly meaning: string } & DueDayForecast['none']) {
  return (
    <View className='forecast__part'>
      <Text className='forecast__meaning'>{meaning}</Text>
      <Text className='forecast__count'>{`${accounts} 户`}</Text>
      <Money amount={amount} meaning={meaning} />
    </View>
  )
}
