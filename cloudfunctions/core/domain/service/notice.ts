import type { Day } from '@contract/calendar'
import type { Notice } from '@core/store/records'

/** When a notice is shown: on its first and its last day too, unless it was withdrawn. */
export type NoticeState = 'coming' | 'current' | 'over' | 'withdrawn'

export function stateOf({ from, to, withdrawnAt }: Pick<Notice, 'from' | 'to' | 'withdrawnAt'>, today: Day): NoticeState {
  if (withdrawnAt !== null) return 'withdrawn'
  if (to < today) return 'over'
  return today < from ? 'coming' : 'current'
}

/** What may be posted: it ends after it begins, and not before it could be seen. */
export function daysFit({ from, to }: Pick<Notice, 'from' | 'to'>, today: Day): boolean {
  return from <= to && today <= to
}

const BANNER_LETTERS = 60

/** One or two lines above the amount; the whole text is a tap away. */
export function bannerWords({ title, text }: Pick<Notice, 'title' | 'text'>): string {
  const letters = [...`${title}：${text.replace(/\s+/g, ' ')}`]
  return letters.length <= BANNER_LETTERS ? letters.join('') : `${letters.slice(0, BANNER_LETTERS - 1).join('')}…`
}
