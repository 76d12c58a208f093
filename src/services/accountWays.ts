import type { Refusal } from '@contract/outcome'
import { go, goTab } from './go'

/** What whoever has no account, or several, can do next on a page that speaks of one. */
export const ACCOUNT_WAYS = {
  NOT_BOUND: { words: '绑定我的房屋', onTap: () => go('bind') },
  ACCOUNT_UNCLEAR: { words: '去首页选择', onTap: () => goTab('home') },
} satisfies Partial<Record<Refusal, object>>
