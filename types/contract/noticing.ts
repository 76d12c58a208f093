import * as z from 'zod'
import { DayField, IdField, LongText, ShortText } from './fields'

/** 公告 to everybody in a community, guests too: a part of the staff's contract. */
const words = { communityId: IdField, title: ShortText, text: LongText }

export const noticingContract = {
  'notice.list': {
    ask: z.strictObject({ communityId: IdField }),
    answer: z.object({
      notices: z.array(z.object({
        noticeId: IdField, title: z.string(), text: z.string(), from: DayField, to: DayField, postedBy: z.string(),
        state: z.enum(['coming', 'current', 'over', 'withdrawn']),
      })),
    }),
  },
  /** Which words a resident must not be sent: a refusal says that there are some, this says which. */
  'notice.check': { ask: z.strictObject(words), answer: z.object({ forbidden: z.array(z.string()) }) },
  /** `from` and `to` are both shown. */
  'notice.post': { ask: z.strictObject({ ...words, from: DayField, to: DayField }), answer: z.object({ noticeId: IdField }) },
  'notice.withdraw': { ask: z.strictObject({ noticeId: IdField }), answer: z.object({ withdrawn: z.literal(true) }) },
} as const
