import './Sheet.css'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'

type SheetProps = {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Slides nothing and hides nothing: the page stays where it was, and the thumb reaches the answer. */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  if (!open) return null
  return (
    <View className='sheet' ariaRole='dialog' ariaLabel={title}>
      <View className='sheet__shade' catchMove onClick={onClose} />
      <View className='sheet__panel'>
        <View className='sheet__head'>
          <Text className='sheet__title'>{title}</Text>
          <View className='sheet__close' ariaRole='button' onClick={onClose}>
            <Icon name='x' words='关闭' />
          </View>
        </View>
        {children}
      </View>
    </View>
  )
}
