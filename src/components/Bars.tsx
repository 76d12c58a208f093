import './Bars.css'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Glyph } from './Icon'

/** `words` say the figure with what it is of: a bar alone is a height and no amount. */
export type Bar = { readonly words: string; readonly value: number }

/**
 * A few sums beside each other; the touched one, at first the last, is said in words below. Twelve
 * bars are narrower than a thumb, so the words have a way to either side.
 */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const [touched, setTouched] = useState<number | null>(null)
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const last = bars.length - 1
  const chosen = Math.min(touched ?? last, last)
  return (
    <View>
      <View className='bars'>
        {bars.map(({ words, value }, index) => (
          <View
            key={index}
            className={`bars__one ${index === chosen ? 'bars__one--chosen' : ''}`}
            ariaRole='button'
            ariaLabel={index === chosen ? `${words}，已选` : words}
            onClick={() => setTouched(index)}
          >
            <View className='bars__bar' style={{ height: `${Math.round((value / most) * 100)}%` }} />
          </View>
        ))}
      </View>
      <View className='bars__said'>
        <Step to={chosen - 1} last={last} words='往前一个' icon='chevron-left' onStep={setTouched} />
        <Text className='bars__words'>{bars[chosen]?.words}</Text>
        <Step to={chosen + 1} last={last} words='往后一个' icon='chevron-right' onStep={setTouched} />
      </View>
    </View>
  )
}

type StepProps = {
  readonly to: number
  readonly last: number
  readonly words: string
  readonly icon: 'chevron-left' | 'chevron-right'
  readonly onStep: (index: number) => void
}

/** Keeps its place at either end, so that the words do not jump under the thumb. */
function Step({ to, last, words, icon, onStep }: StepProps) {
  if (to < 0 || to > last) return <View className='bars__step' />
  return (
    <View className='bars__step' ariaRole='button' ariaLabel={words} onClick={() => onStep(to)}>
      <Glyph name={icon} />
    </View>
  )
}
