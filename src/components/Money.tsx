import './Money.css'
import { type Fen, fen, showFen } from '@contract/money'
import { Text, View } from '@tarojs/components'

type MoneyProps = {
  readonly amount: Fen
  /** What the amount is. Always said to a screen reader; shown unless the place already says it. */
  readonly meaning: string
  readonly size?: 'hero' | 'large' | 'row'
  readonly meaningShown?: boolean
}

/** An amount as people read it: the figure large, the yuan sign smaller, digits of one width. */
export function Money({ amount, meaning, size = 'row', meaningShown = size !== 'row' }: MoneyProps) {
  const digits = showFen(fen(Math.abs(amount)))
  const sign = amount < 0 ? '-' : ''
  return (
    <View className={`money money--${size}`} ariaLabel={`${meaning} ${sign}${digits} 元`}>
      {meaningShown && <Text className='money__meaning'>{meaning}</Text>}
      <View className='money__figure'>
        <Text className='money__yuan'>{`${sign}¥`}</Text>
        <Text>{digits}</Text>
      </View>
    </View>
  )
}
