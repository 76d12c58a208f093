/**
 * Who may write what, and what a snapshot sees. All of it lives in memory: a killed server has no
 * open transaction left, and so nothing to remember.
 *
 * A transaction reads the documents as they stood when it began. Instead of holding a reader in the
 * store, each commit keeps what it replaced for as long as an older transaction is open.
 */
export type Isolation = {
  /** Begins a snapshot for `holder`: it sees every commit until now and none after. */
  readonly begin: (holder: string) => void
  readonly end: (holder: string) => void
  /** What `name` held in the holder's snapshot, or null when it has not changed since. */
  readonly replacedSince: (holder: string, name: string) => { readonly text: string | undefined } | null
  readonly holderOf: (name: string) => string | undefined
  readonly lock: (name: string, holder: string) => void
  /** After a commit: `replaced` maps each written document to the text it had before. */
  readonly committed: (replaced: Iterable<readonly [string, string | undefined]>) => void
}

type Replaced = { readonly sequence: number; readonly text: string | undefined }

export function createIsolation(): Isolation {
  let sequence = 0
  const snapshots = new Map<string, number>()
  const locks = new Map<string, string>()
  const locksOf = new Map<string, string[]>()
  const history = new Map<string, Replaced[]>()
  const log: { sequence: number; name: string }[] = []

  function forget(): void {
    const oldest = Math.min(...snapshots.values())
    if (snapshots.size === 0) {
      history.clear()
      log.length = 0
      return
    }
    const kept = log.findIndex((entry) => entry.sequence > oldest)
    for (const { name } of log.splice(0, kept === -1 ? log.length : kept)) {
      const versions = history.get(name)
      versions?.shift()
      if (versions?.length === 0) history.delete(name)
    }
  }

  return {
    begin: (holder) => snapshots.set(holder, sequence),
    end: (holder) => {
      snapshots.delete(holder)
      for (const name of locksOf.get(holder) ?? []) locks.delete(name)
      locksOf.delete(holder)
      forget()
    },
    replacedSince: (holder, name) => {
      const seen = snapshots.get(holder)
      if (seen === undefined) return null
      return history.get(name)?.find((replaced) => replaced.sequence > seen) ?? null
    },
    holderOf: (name) => locks.get(name),
    lock: (name, holder) => {
      if (locks.get(name) === holder) return
      locks.set(name, holder)
      const held = locksOf.get(holder)
      if (held) held.push(name)
      else locksOf.set(holder, [name])
    },
    committed: (replaced) => {
      sequence += 1
      if (snapshots.size === 0) return
      for (const [name, text] of replaced) {
        const versions = history.get(name)
        if (versions) versions.push({ sequence, text })
        else history.set(name, [{ sequence, text }])
        log.push({ sequence, name })
      }
    },
  }
}
