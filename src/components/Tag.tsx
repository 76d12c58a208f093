import './Tag.css'
import { Text } from '@tarojs/components'

/** A quiet word beside a title. There is no red one: being late is said in amber. */
type TagProps = { readonly children: string; readonly tone?: 'notice' | 'paid' | 'plain' }

export function Tag({ children, tone = 'notice' }: TagProps) {
  return <Text className={`tag tag--${tone}`}>{children}</Text>
}
