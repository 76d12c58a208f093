import type { Refusal, Reply } from '@contract/outcome'
import { useEffect, useRef, useState } from 'react'

/** Why an act was not done, and what to do about it. `refusal` is null when nobody could be asked. */
export type Problem = { readonly says: string; readonly next: string; readonly refusal: Refusal | null }

export const NOT_CONNECTED = { says: '网络不给力，没有连上', next: '请检查网络后再点一次', refusal: null }

/**
 * A button's act: asks the cloud once, however often it is tapped meanwhile, and keeps its refusal
 * in words beside the button. `then` runs only after the cloud has agreed, and only where the person
 * still is: a payment sheet must not open over a page that was closed meanwhile.
 */
export function useAct<Args extends readonly unknown[], T>(
  work: (...args: Args) => Promise<Reply<T>>,
  then?: (value: T, ...args: Args) => void | Promise<void>,
) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  // A ref, because two quick taps come before React has drawn the first.
  const underWay = useRef(false)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => void (here.current = false)
  }, [])

  const act = async (...args: Args): Promise<void> => {
    if (underWay.current) return
    underWay.current = true
    setBusy(true)
    setProblem(null)
    try {
      const reply = await work(...args).catch(() => null)
      if (!here.current) return
      if (reply?.ok) await then?.(reply.value, ...args)
      else setProblem(reply ?? NOT_CONNECTED)
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }
  return { act, busy, problem, tell: setProblem }
}
