import './Chip.css'
import { ScrollView, Text, View } from '@tarojs/components'

type Choice<T extends string> = { readonly value: T; readonly words: string }
type ChipsProps<T extends string> = {
  readonly choices: readonly Choice<T>[]
  readonly chosen: T
  readonly onChoose: (value: T) => void
}

/** Filters in one row that scrolls sideways; one of them is always chosen. */
export function Chips<T extends string>({ choices, chosen, onChoose }: ChipsProps<T>) {
  return (
    <ScrollView scrollX className='chips'>
      <View className='chips__row'>
        {choices.map(({ value, words }) => (
          <View
            key={value}
            className={`chip ${value === chosen ? 'chip--chosen' : ''}`}
            ariaRole='button'
            ariaLabel={value === chosen ? `${words}，已选` : words}
            onClick={() => onChoose(value)}
          >
            <Text className='chip__words'>{words}</Text>
          </View>
        ))}
      </View>
    </ScrollView>
  )
}
