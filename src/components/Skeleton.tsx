import './Skeleton.css'
import { Text, View } from '@tarojs/components'

/** Waiting: the shape of what is coming, and the word for it. It does not move: nothing has happened. */
export function Skeleton({ rows = 3, says = '正在加载…' }: { readonly rows?: number; readonly says?: string }) {
  return (
    <View className='skeleton' ariaRole='status'>
      <Text className='skeleton__says'>{says}</Text>
      {Array.from({ length: rows }, (_, row) => (
        <View key={row} className='skeleton__row' />
      ))}
    </View>
  )
}
