import './OnItsWay.css'
import { go } from '@/services/go'
import type { Fen } from '@contract/money'
import { Text, View } from '@tarojs/components'
import { Acts } from './Acts'
import { Button } from './Button'
import { Money } from './Money'
import { Note } from './Note'

type OnItsWayProps = { readonly outTradeNo: string; readonly amount?: Fen | undefined }

/** Stands where a button to pay would: the same bills could be paid twice (F08). */
export function OnItsWay({ outTradeNo, amount }: OnItsWayProps) {
  return (
    <View>
      <Text className='on-its-way'>已付款，入账中</Text>
      {amount !== undefined && <Money size='large' amount={amount} meaning='已付金额' />}
      <Note>微信已收到您的付款，正在记到账上，通常几秒钟。请不要再付一次。</Note>
      <Acts>
        <Button onTap={() => go('result', { outTradeNo, outcome: 'paid' })}>查看进度</Button>
      </Acts>
    </View>
  )
}
