import type { Reply } from '@contract/outcome'
import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { useAct } from './useAct'
import type { CloudAnswer } from './useCloudAnswer'

type Page<Row> = { readonly rows: readonly Row[]; readonly next?: string | undefined }

/** A long list, page by page: the first page's answer and whatever the reader has fetched after it. */
export function usePages<Row>(
  first: CloudAnswer<Page<Row>>,
  askAfter: (after: string) => Promise<Reply<Page<Row>>>,
) {
  const start = first.phase === 'ready' ? first.value : null
  const [longer, setLonger] = useState<{ of: Page<Row> | null; page: Page<Row> }>({
    of: null,
    page: { rows: [] },
  })
  // Pages fetched after an older first page do not belong to a newer one.
  const page = start && (longer.of === start ? longer.page : start)

  const { act, busy, problem } = useAct(askAfter, (more) => {
    setLonger({ of: start, page: { rows: [...(page?.rows ?? []), ...more.rows], next: more.next } })
  })
  const next = page?.next
  const fetchMore = next === undefined ? undefined : () => act(next)
  useReachBottom(() => void fetchMore?.())

  return { rows: page?.rows ?? [], fetchMore, busy, problem }
}
