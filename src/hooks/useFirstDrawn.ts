import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'

/**
 * False until what is drawn first has crossed to the phone's screen. What waits for it stands in a
 * View of its own: Taro sends a child that is put among others with all of them again.
 * useFirstDrawn.h5.ts is the browser's.
 */
export function useFirstDrawn(): boolean {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    let gone = false
    Taro.nextTick(() => {
      if (!gone) setDrawn(true)
    })
    return () => void (gone = true)
  }, [])
  return drawn
}
