import './Bars.css'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'

type Bar = { readonly words: string; readonly value: number }

/** A few sums beside each other; the touched one, at first the last, is said in words below. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const [touched, setTouched] = useState<number | null>(null)
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const chosen = touched ?? bars.length - 1
  return (
    <View>
      <View className='bars'>
        {bars.map(({ words, value }, index) => (
          <View
            key={words}
            className={`bars__one ${index === chosen ? 'bars__one--chosen' : ''}`}
            ariaRole='button'
            ariaLabel={words}
            onClick={() => setTouched(index)}
          >
            <View className='bars__bar' style={{ height: `${Math.round((value / most) * 100)}%` }} />
          </View>
        ))}
      </View>
      <Text className='bars__said'>{bars[chosen]?.words}</Text>
    </View>
  )
}
