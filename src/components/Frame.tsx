import type { TabName } from '@/custom-tab-bar/tabs'
import type { ReactNode } from 'react'

export type FrameProps = {
  readonly title: string
  readonly tab: TabName | undefined
  readonly isStaff: boolean
  readonly children: ReactNode
}

/** In the mini-program WeChat and src/custom-tab-bar draw the bars. Frame.h5.tsx is the browser's. */
export function Frame({ children }: FrameProps) {
  return <>{children}</>
}
