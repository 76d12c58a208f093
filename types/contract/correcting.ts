import * as z from 'zod'
import { DayField, FenField, IdField, LongText, PeriodField } from './fields'

/** A bill as staff see it, and its correction: it is made void and, mostly, issued anew. */
export const working = z.object({ steps: z.array(z.object({ says: z.string(), amount: FenField.optional() })) })

const every = z.enum(['month', 'quarter', 'half_year', 'year'])

export const correctingContract = {
  'bill.look': {
    ask: z.strictObject({ billId: IdField }),
    answer: z.object({
      billId: IdField, accountId: IdField, label: z.string(), title: z.string(), period: PeriodField, from: DayField, to: DayField, dueOn: DayField,
      amount: FenField, outstanding: FenField, paid: FenField, working,
      voided: z.object({ on: DayField, reason: z.string() }).optional(),
      /** Why it cannot be made void now. */
      cannot: z.enum(['BILL_IN_PAYMENT', 'BILL_IN_PLAN']).optional(),
      /** What would take its place by today's facts, a bill a payer. */
      anew: z.array(z.object({ accountId: IdField, payer: z.string(), from: DayField, to: DayField, amount: FenField, working })).optional(),
      skipped: z.array(z.string()).optional(),
    }),
  },
  /** What prepares runs by itself, some days ahead; publishing stays a person's. */
  'schedule.show': {
    ask: z.strictObject({ communityId: IdField }),
    answer: z.object({ every, daysAhead: z.int(), items: z.array(z.string()), on: z.boolean(), preparedThrough: PeriodField.nullable() }),
  },
  'schedule.save': {
    ask: z.strictObject({
      communityId: IdField, every, daysAhead: z.int().min(0).max(28), items: z.array(z.string().regex(/^[a-z_]{2,20}$/)).max(9), on: z.boolean(),
    }),
    answer: z.object({ saved: z.literal(true) }),
  },
  'bill.void': {
    ask: z.strictObject({ billId: IdField, reason: LongText, reissue: z.boolean() }),
    answer: z.object({
      /** Paid on it: now a prepayment of the same fee item. */
      back: FenField, issued: z.array(z.object({ billId: IdField, amount: FenField })),
    }),
  },
} as const
