import type { Reply } from '@contract/outcome'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { type CloudAnswer, answerOf } from './useCloudAnswer'

/** Seconds between two looks; the last repeats. Quick at first, because most notices take a second or two (F07). */
export const WAITS_S = [1, 2, 3, 5, 8, 13, 20] as const

type Watch<T> = {
  /** What is watched; null watches nothing. Another key starts anew. */
  readonly key: string | null
  readonly ask: () => Promise<Reply<T>>
  readonly isOver: (value: T) => boolean
}

/**
 * Looks again and again until it is over, while the page is in view. What was last heard stays while
 * a later look cannot be made: `unreachable` then says that it may be old.
 */
export function useWatched<T>({ key, ask, isOver }: Watch<T>) {
  const [heard, setHeard] = useState<{ key: string | null; answer: CloudAnswer<T>; unreachable: boolean }>(
    NOTHING,
  )
  const [shown, setShown] = useState(true)
  const latest = useRef({ ask, isOver })
  latest.current = { ask, isOver }

  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  useEffect(() => {
    if (key === null || !shown) return
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined

    const look = async (looks: number) => {
      const reply = await latest.current.ask().catch(() => null)
      if (stopped) return
      setHeard((before) =>
        reply
          ? { key, answer: answerOf(reply), unreachable: false }
          : { key, answer: before.key === key ? before.answer : { phase: 'waiting' }, unreachable: true },
      )
      if (reply && (!reply.ok || latest.current.isOver(reply.value))) return
      const waitS = WAITS_S[Math.min(looks, WAITS_S.length - 1)] ?? 1
      timer = setTimeout(() => void look(looks + 1), waitS * 1000)
    }
    void look(0)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [key, shown])

  return heard.key === key ? heard : NOTHING
}

const NOTHING = { key: null, answer: { phase: 'waiting' }, unreachable: false } as const
