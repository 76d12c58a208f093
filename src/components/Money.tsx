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

/** More letters than this at 1.5 × would leave a phone's width: a million yuan is written a little smaller. */
const LETTERS_WIDE = 10

/** An amount as people read it: the figure large, the yuan sign smaller, digits of one width. */
export function Money({ amount, meaning, size = 'row', meaningShown = size !== 'row' }: MoneyProps) {
  const digits = showFen(fen(Math.abs(amount)))
  const sign = amount < 0 ? '-' : ''
  const long = digits.length > LETTERS_WIDE ? 'money--long' : ''
  return (
    <View className={`money money--${size} ${long}`} ariaLabel={`${meaning} ${sign}${digits} 元`}>
      {meaningShown && <Text className='money__meaning'>{meaning}</Text>}
      <View className='money__figure'>
        <Text className='money__yuan'>{`${sign}¥`}</Text>
        <Text>{digits}</Text>
      </View>
    </View>
  )
}
