import './Card.css'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** A white sheet on the paper. */
export function Card({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <View className='card'>
      {title !== undefined && <Text className='card__title'>{title}</Text>}
      {children}
    </View>
  )
}
