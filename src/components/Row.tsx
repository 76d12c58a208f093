import './Row.css'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Glyph } from './Icon'

type RowProps = {
  readonly title: string
  readonly note?: string
  /** A Tag beside the title. */
  readonly tag?: ReactNode
  /** What stands at the right end: an amount, a word, a chip. */
  readonly children?: ReactNode
  readonly onTap?: () => void
}

/** One line of a list: what it is on the left, how much or how it stands on the right. */
export function Row({ title, note, tag, children, onTap }: RowProps) {
  // No role and no hover class: either would make Taro wire every touch of every row of a long list.
  const tappable = onTap ? { onClick: onTap, className: 'row row--tappable' } : { className: 'row' }
  return (
    <View {...tappable}>
      <View className='row__what'>
        <View className='row__title'>
          <Text className='row__name'>{title}</Text>
          {tag}
        </View>
        {note !== undefined && <Text className='row__note'>{note}</Text>}
      </View>
      {children !== undefined && <View className='row__value'>{children}</View>}
      {onTap && <Glyph name='chevron-right' />}
    </View>
  )
}
