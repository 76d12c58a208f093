import * as z from 'zod'
import { CursorField, DayField, FenField, IdField, InstantField, PlaceField } from './fields'

/** What staff may ask about the program itself, and about whom it can reach. */
const count = z.int().min(0)
const reached = z.object({ accounts: count, amount: FenField })

/** One coming due day: every account due stands in exactly one of the three parts (F47). */
export const dueDayField = z.object({
  dueOn: DayField, accounts: count, amount: FenField, wechat: reached, phone: reached, none: reached,
})

export const watchingContract = {
  'health.show': {
    ask: z.strictObject({ communityId: IdField }),
    answer: z.object({
      at: InstantField,
      /** The worst first. No secret, nor any part of one, is in a sentence. */
      checks: z.array(z.object({ key: z.string(), ok: z.enum(['good', 'watch', 'bad']), says: z.string(), next: z.string() })),
    }),
  },
  'forecast.show': {
    ask: z.strictObject({ communityId: IdField, after: PlaceField.optional() }),
    answer: z.object({
      /** With the first page only, as the night counted them. */
      days: z.array(dueDayField).optional(),
      /** When they were counted; null before the first night. */
      takenAt: InstantField.nullable().optional(),
      /** Whom nothing can reach now. */
      rows: z.array(z.object({
        accountId: IdField, label: z.string(), dueOn: DayField, amount: FenField, says: z.string(), next: z.string(),
      })),
      next: CursorField.optional(),
    }),
  },
} as const
