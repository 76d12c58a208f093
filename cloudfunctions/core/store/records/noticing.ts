import type { Day, Instant } from '@contract/calendar'

/** 公告 of a community: shown to everybody from `from` to `to`, both included, unless withdrawn. */
export type Notice = {
  /** A digest of its community, words and days: the same notice posted twice is one. */
  readonly _id: string
  readonly communityId: string
  readonly title: string
  readonly text: string
  readonly from: Day
  readonly to: Day
  readonly postedBy: { readonly openid: string; readonly name: string }
  readonly postedAt: Instant
  readonly withdrawnAt: Instant | null
}
