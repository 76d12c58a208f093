import './Tick.css'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Glyph } from './Icon'

type TickProps = {
  readonly ticked: boolean
  readonly onTick: () => void
  /** Read aloud; the row shows its own words. */
  readonly words: string
  readonly children?: ReactNode
}

/** One of several that may be chosen: the box, then whatever the row says. */
export function Tick({ ticked, onTick, words, children }: TickProps) {
  return (
    <View className='tick' ariaRole='checkbox' ariaLabel={ticked ? `${words}，已选` : words} onClick={onTick}>
      <View className={`tick__box ${ticked ? 'tick__box--on' : ''}`}>{ticked && <Glyph name='check' />}</View>
      <View className='tick__what'>{children ?? <Text>{words}</Text>}</View>
    </View>
  )
}
