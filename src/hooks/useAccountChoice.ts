import { recall, remember } from '@/services/memory'
import { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'

const KEY = 'nuancui.accountId'

/** The account whose figures the person last looked at; null until the first. */
export const accountLastShown = (): string | null => recall(KEY)

/**
 * Which of a person's accounts the pages speak of. It is remembered, so that 账单 speaks of the same
 * one as 首页; `noteShown` remembers without asking anew. `named`: the account that a message opened
 * this page for, before any choice of the reader's.
 */
export function useAccountChoice(named?: string) {
  const [chosen, setChosen] = useState(() => named ?? accountLastShown())
  const shown = useRef(accountLastShown())

  const noteShown = (accountId: string | null) => {
    shown.current = accountId
    remember(KEY, accountId)
  }
  const choose = (accountId: string | null) => {
    noteShown(accountId)
    setChosen(accountId)
  }
  useDidShow(() => {
    const last = accountLastShown()
    if (last === shown.current) return
    shown.current = last
    setChosen(last)
  })
  return { chosen, choose, noteShown }
}
