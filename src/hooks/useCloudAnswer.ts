import { askResident, askStaff } from '@/services/cloud'
import type { ResidentAction, ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import type { StaffAction, StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Refusal, Reply } from '@contract/outcome'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'

export type CloudAnswer<T> =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'ready'; readonly value: T }
  | { readonly phase: 'refused'; readonly refusal: Refusal; readonly says: string; readonly next: string }
  | { readonly phase: 'unreachable' }

/** `once` is for questions that leave something behind in the cloud: a quote, a previewed run. */
type Asked = 'whenShown' | 'once'

const WAITING = { phase: 'waiting' } as const

/** `ask` may be null while what to ask is not known yet. */
export function useCloudAnswer<A extends ResidentAction>(
  action: A,
  ask: ResidentAsk<A> | null,
  asked: Asked = 'whenShown',
) {
  return useAnswer(action, ask, asked, (known) => askResident(action, known))
}

export function useStaffAnswer<A extends StaffAction>(
  action: A,
  ask: StaffAsk<A> | null,
  asked: Asked = 'whenShown',
) {
  return useAnswer<StaffAsk<A>, StaffAnswer<A>>(action, ask, asked, (known) => askStaff(action, known))
}

export type ResidentAnswered<A extends ResidentAction> = CloudAnswer<ResidentAnswer<A>>

/**
 * Asks each time the page comes into view, because a resident returns to it from the WeChat Pay
 * sheet and must not be shown the bill as it was before paying. The four answers stay apart: a
 * failure is never an empty list or an amount of nothing (F33).
 */
function useAnswer<Ask, T>(
  action: string,
  ask: Ask | null,
  asked: Asked,
  carry: (ask: Ask) => Promise<Reply<T>>,
) {
  const key = `${action} ${JSON.stringify(ask)}`
  const [kept, setKept] = useState<{ key: string; answer: CloudAnswer<T> }>({ key, answer: WAITING })
  const latest = useRef({ ask, carry })
  latest.current = { ask, carry }
  const latestTurn = useRef(0)
  const underWay = useRef<string | null>(null)

  const refresh = useCallback(async () => {
    const { ask: known, carry: send } = latest.current
    if (known === null) return
    const turn = ++latestTurn.current
    underWay.current = key
    const answer = await send(known).then(answerOf, (): CloudAnswer<T> => ({ phase: 'unreachable' }))
    // A slow first answer must not overwrite a quick second one.
    if (turn !== latestTurn.current) return
    underWay.current = null
    setKept({ key, answer })
  }, [key])

  // A page that opens is mounted and shown, in either order: that is one question.
  const askOnce = () => {
    if (underWay.current !== key) void refresh()
  }
  useEffect(askOnce, [refresh])
  useDidShow(() => {
    if (asked === 'whenShown') askOnce()
  })
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()))

  // Another question's answer is no answer: a switched account must not stand over the old one's debt.
  return { answer: kept.key === key ? kept.answer : WAITING, refresh }
}

export function answerOf<T>(reply: Reply<T>): CloudAnswer<T> {
  if (reply.ok) return { phase: 'ready', value: reply.value }
  return { phase: 'refused', refusal: reply.refusal, says: reply.says, next: reply.next }
}
