import './Page.css'
import { usePreferences } from '@/hooks/usePreferences'
import type { TabName } from '@/custom-tab-bar/tabs'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import { Frame } from './Frame'

type PageProps = {
  /** Stands in WeChat's bar, in the browser's own bar and on the browser's tab: named once, here. */
  readonly title: string
  /** The tab that this page is, when it is one. */
  readonly tab?: TabName
  /** Staff's pages use a wide window; residents' stay as wide as a phone. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/** The root of every page: title, reading size, safe areas, and in the browser the bars WeChat would draw. */
export function Page({ title, tab, wide = false, children }: PageProps) {
  const { isStaff, typeFactor } = usePreferences()

  useEffect(() => void Taro.setNavigationBarTitle({ title }), [title])

  const size = typeFactor === 1 ? '' : `page--type-${typeFactor * 100}`
  return (
    <View className={`page ${wide ? 'page--wide' : ''} ${tab ? 'page--tab' : ''} ${size}`}>
      <Frame title={title} tab={tab} isStaff={isStaff}>
        {children}
      </Frame>
    </View>
  )
}
