import type { CloudAnswer } from '@/hooks/useCloudAnswer'
import type { Refusal } from '@contract/outcome'
import type { ReactNode } from 'react'
import { Notice } from './Notice'
import { Skeleton } from './Skeleton'

type Way = { readonly words: string; readonly onTap: () => void }

type AnsweredProps<T> = {
  readonly answer: CloudAnswer<T>
  readonly onRetry: () => void | Promise<void>
  readonly rows?: number
  /** A button for a refusal whose next step this page can take. */
  readonly ways?: Partial<Record<Refusal, Way>>
  readonly children: (value: T) => ReactNode
}

/** The four honest states of whatever a page asked the cloud; what is ready is drawn by the page. */
export function Answered<T>({ answer, onRetry, rows = 3, ways = {}, children }: AnsweredProps<T>) {
  switch (answer.phase) {
    case 'waiting':
      return <Skeleton rows={rows} />
    case 'unreachable':
      return <Notice kind='unreachable' action={{ words: '重试', onTap: onRetry }} />
    case 'refused': {
      const way = ways[answer.refusal] ?? { words: '再试一次', onTap: onRetry }
      return <Notice kind='refused' says={answer.says} next={answer.next} action={way} />
    }
    case 'ready':
      return <>{children(answer.value)}</>
  }
}
