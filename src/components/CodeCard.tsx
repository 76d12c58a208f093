import './CodeCard.css'
import { type Instant, dayOf, formatDay } from '@contract/calendar'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Acts } from './Acts'
import { Button } from './Button'
import { Note } from './Note'

type CodeCardProps = {
  readonly code: string
  readonly expiresAt: Instant
  /** Who is to have it, and where it is filled in. */
  readonly says: string
}

/** An invitation code, large enough to be read out over the telephone. */
export function CodeCard({ code, expiresAt, says }: CodeCardProps) {
  return (
    <View className='code'>
      <Text className='code__figures' userSelect>
        {code}
      </Text>
      <Note>{says}</Note>
      <Note>{`只能用一次，${formatDay(dayOf(expiresAt))} ${expiresAt.slice(11, 16)} 前有效`}</Note>
      <Acts>
        <Button onTap={() => void Taro.setClipboardData({ data: code })}>复制邀请码</Button>
      </Acts>
    </View>
  )
}
