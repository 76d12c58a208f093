import './Icon.css'
import { Text, View } from '@tarojs/components'

/** Lucide's drawings (ISC licence), coloured by the text they stand beside. Icon.css holds each one. */
export type IconName =
  | 'house' | 'receipt-text' | 'user-round' | 'clipboard-list'
  | 'chevron-left' | 'chevron-right' | 'x' | 'check'
  | 'wifi-off' | 'circle-alert' | 'triangle-alert' | 'inbox' | 'circle-check' | 'clock' | 'info'
  | 'phone' | 'bell' | 'users' | 'upload' | 'search' | 'calendar' | 'refresh-cw' | 'shield' | 'key-round'

type IconProps = {
  readonly name: IconName
  /** An icon never stands alone: a drawing that only some people can read is not a word. */
  readonly words: string
  readonly layout?: 'beside' | 'below'
}

export function Icon({ name, words, layout = 'beside' }: IconProps) {
  return (
    <View className={`icon-word icon-word--${layout}`}>
      <Glyph name={name} />
      <Text className='icon-word__words'>{words}</Text>
    </View>
  )
}

/** The bare drawing, for the kit's own pieces, whose word stands elsewhere in the same piece. */
export function Glyph({ name }: { readonly name: IconName }) {
  return <View className={`icon icon--${name}`} />
}
