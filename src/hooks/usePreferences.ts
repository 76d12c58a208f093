import { IS_STAFF_KEY, TYPE_FACTOR_KEY } from '@/custom-tab-bar/tabs'
import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'

/** How much larger than designed the reader wants text to be. */
export const TYPE_FACTORS = [1, 1.25, 1.5] as const
export type TypeFactor = (typeof TYPE_FACTORS)[number]

export type Preferences = { readonly isStaff: boolean; readonly typeFactor: TypeFactor }

const CHANGED = 'preferences:changed'

function readPreferences(): Preferences {
  const kept: unknown = Taro.getStorageSync(TYPE_FACTOR_KEY)
  return {
    isStaff: Taro.getStorageSync(IS_STAFF_KEY) === true,
    typeFactor: TYPE_FACTORS.find((factor) => factor === kept) ?? 1,
  }
}

function remember(key: string, value: boolean | number) {
  if (Taro.getStorageSync(key) === value) return
  Taro.setStorageSync(key, value)
  Taro.eventCenter.trigger(CHANGED)
  refreshNativeTabBar()
}

/** The mini-program's tab bar lives outside React: it reads the storage again when it is told to. */
function refreshNativeTabBar() {
  const page = Taro.getCurrentInstance().page as { getTabBar?: () => { refresh?: () => void } | null } | null
  page?.getTabBar?.()?.refresh?.()
}

/** Call with what the cloud said. It only shows or hides 工作台; the cloud decides who may do what. */
export const rememberStaff = (isStaff: boolean) => remember(IS_STAFF_KEY, isStaff)
export const rememberTypeFactor = (factor: TypeFactor) => remember(TYPE_FACTOR_KEY, factor)

/** What this phone remembers of its reader, fresh whenever the page comes into view or it changes. */
export function usePreferences(): Preferences {
  const [preferences, setPreferences] = useState(readPreferences)

  useDidShow(() => setPreferences(readPreferences()))
  useEffect(() => {
    const read = () => setPreferences(readPreferences())
    Taro.eventCenter.on(CHANGED, read)
    return () => void Taro.eventCenter.off(CHANGED, read)
  }, [])
  return preferences
}
