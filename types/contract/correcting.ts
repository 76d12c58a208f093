import * as z from 'zod'
import { DayField, FenField, IdField, LongText, PeriodField } from './fields'

/** A bill as staff see it, and its correction: it is made void and, mostly, issued anew. */
const working = z.object({ steps: z.array(z.object({ says: z.string(), amount: FenField.optional() })) })

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
  'bill.void': {
    ask: z.strictObject({ billId: IdField, reason: LongText, reissue: z.boolean() }),
    answer: z.object({
      /** Paid on it: now a prepayment of the same fee item. */
      back: FenField, issued: z.array(z.object({ billId: IdField, amount: FenField })),
    }),
  },
} as const
