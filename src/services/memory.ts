import Taro from '@tarojs/taro'

/** The little this phone remembers for its one person. memory.h5.ts: a browser's tab, for who sits at it. */
export function recall(key: string): string | null {
  const kept: unknown = Taro.getStorageSync(key)
  return typeof kept === 'string' && kept !== '' ? kept : null
}

export function remember(key: string, value: string | null): void {
  if (value === null) Taro.removeStorageSync(key)
  else Taro.setStorageSync(key, value)
}
