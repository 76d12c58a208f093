import { useAct } from '@/hooks/useAct'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Reply } from '@contract/outcome'
import { useState } from 'react'

/**
 * An act that is looked at before it is done: what was seen counts only as long as nothing is
 * changed, so that nobody confirms another thing than the one they read.
 */
export function usePreviewed<T>(ask: (preview: boolean) => Promise<Reply<T>>, onDone: () => Promise<void>) {
  const [seen, setSeen] = useState<T | null>(null)
  const look = useAct(() => ask(true), setSeen)
  const save = useAct(() => ask(false), onDone)
  /** For every field and choice of it. */
  const change =
    <V>(set: (value: V) => void) =>
    (value: V) => {
      setSeen(null)
      set(value)
    }
  /** Looks, if the days written are days. */
  const preview = (...days: readonly string[]) => (days.every(isDay) ? look.act() : look.tell(NOT_A_DAY))
  return { seen, preview, save: save.act, busy: look.busy || save.busy, problem: seen === null ? look.problem : save.problem, change }
}
