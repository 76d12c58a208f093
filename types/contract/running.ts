import * as z from 'zod'
import { working } from './correcting'
import { DayField, FenField, IdField, PeriodField, ShortText } from './fields'

/** Billing runs: what a period comes to, looked at before anybody sees a bill, and published by a person. */
const count = z.int().min(0)
const items = z.array(ShortText).max(20).optional()
const sum = z.object({ total: FenField, count })

export const runningContract = {
  'billing.preview': {
    ask: z.strictObject({
      communityId: IdField, period: PeriodField, items,
      /** Premises kept out of this run: the next preview has them again. */
      leaveOut: z.array(IdField).max(200).optional(),
      /** The run of an answer that said `going`: the look goes on from there. */
      goOn: IdField.optional(),
    }),
    answer: z.object({
      runId: IdField, count, total: FenField,
      skipped: z.array(z.object({ premisesId: IdField, premises: z.string(), code: z.string(), says: z.string() })),
      /** How many are skipped for each reason, also beyond the rows. */
      reasons: z.array(z.object({ code: z.string(), says: z.string(), count })),
      outliers: z.array(z.object({ premisesId: IdField, premises: z.string(), amount: FenField, says: z.string() })),
      /** Homes whose amount differs most from the period before. */
      moved: z.array(z.object({ premisesId: IdField, premises: z.string(), title: z.string(), amount: FenField, last: FenField })),
      byItem: z.array(z.object({ item: z.string(), title: z.string(), count, total: FenField, last: sum.nullable(), lastYear: sum.nullable() })),
      dueOn: DayField,
      prepaidUsed: FenField,
      lastPeriod: z.object({ period: PeriodField, total: FenField, count }).nullable(),
      /** How many homes were looked at; absent once all were. Nothing can be published before. */
      going: z.object({ homes: count }).optional(),
    }),
  },
  /** What one home would be billed, with its working. Writes nothing. */
  'billing.look': {
    ask: z.strictObject({ communityId: IdField, period: PeriodField, items, premisesId: IdField }),
    answer: z.object({
      premisesId: IdField, premises: z.string(),
      drafts: z.array(z.object({
        title: z.string(), payer: z.string(), from: DayField, to: DayField, amount: FenField, tariff: z.string(), working,
      })),
      skips: z.array(z.object({ code: z.string(), says: z.string() })),
    }),
  },
  'billing.publish': { ask: z.strictObject({ runId: IdField }), answer: z.object({ published: count }) },
  'billing.progress': {
    ask: z.strictObject({ runId: IdField }),
    answer: z.object({ state: z.enum(['looking', 'previewed', 'checking', 'publishing', 'published']), published: count, count }),
  },
} as const
