import './Acts.css'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** The buttons of a card or a sheet, one under the other, with room for a thumb between them. */
export function Acts({ children }: { readonly children: ReactNode }) {
  return <View className='acts'>{children}</View>
}
