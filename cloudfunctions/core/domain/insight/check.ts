/** One thing looked at, in plain words: how it stands, and what to do. */
export type Check = { readonly key: string; readonly ok: 'good' | 'watch' | 'bad'; readonly says: string; readonly next: string }

const NOTHING_TO_DO = '不用处理'
const RANK = { bad: 0, watch: 1, good: 2 } as const satisfies Record<Check['ok'], number>

export function check(key: string, ok: Check['ok'], says: string, next = NOTHING_TO_DO): Check {
  return { key, ok, says, next }
}

/** What needs a person first; equals stay in their order. */
export function worstFirst(checks: readonly Check[]): readonly Check[] {
  return [...checks].sort((a, b) => RANK[a.ok] - RANK[b.ok])
}
