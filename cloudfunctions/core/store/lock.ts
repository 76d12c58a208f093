import { invariant } from '@core/domain/invariant'
import type { Write } from './store'

/** Architecture rule 2, enforced: an entry without its account rewritten would let two payments miss each other. */
export function lockHeld(writes: readonly Write[]): void {
  const rewritten = new Set(
    writes.flatMap((write) => {
      if ('remove' in write) return []
      if ('put' in write) return write.put === 'accounts' ? [write.doc._id] : []
      return write.insert === 'accounts' ? write.docs.map((doc) => doc._id) : []
    }),
  )
  for (const write of writes) {
    invariant(!('put' in write && write.put === 'entries'), 'an entry is never rewritten')
    if (!('insert' in write) || write.insert !== 'entries') continue
    for (const entry of write.docs) {
      invariant(entry.accountId === null || rewritten.has(entry.accountId), 'an entry is saved with its account rewritten')
    }
  }
}
