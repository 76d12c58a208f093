import './Note.css'
import { Text } from '@tarojs/components'

/** A sentence that explains what stands above it. */
export function Note({ children }: { readonly children: string }) {
  return <Text className='note'>{children}</Text>
}
