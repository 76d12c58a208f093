import * as z from 'zod'
import { DayField, FenField, IdField, LongText, PositiveFenField } from './fields'

/** Late charges and on-time discounts: what staff may set, publish, stop and waive; off until published. */
const count = z.int().min(0)
const item = z.enum(['property_fee', 'parking', 'public_energy', 'water', 'electricity', 'gas', 'heating', 'garbage', 'lift'])
/** A share as exact decimal text: "0.0001" a day, "0.3" altogether, "2" percent. */
const DailyRateField = z.string().regex(/^0(\.\d{1,6})?$/)
const CapField = z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/)
const PercentField = z.string().regex(/^\d{1,2}(\.\d{1,2})?$/)

const policyShown = z.object({
  policyId: IdField, payeeId: IdField, payee: z.string(), items: z.array(z.string()), says: z.array(z.string()),
  /** What a manager reads before publishing. */
  warnings: z.array(z.string()),
  state: z.enum(['draft', 'running', 'replaced', 'stopped']), publishedOn: DayField.nullable(), stoppedOn: DayField.nullable(),
})
const sums = z.object({ total: FenField, households: count })

export const staffCharges = {
  'charges.show': {
    ask: z.strictObject({ communityId: IdField }),
    answer: z.object({
      payees: z.array(z.object({ payeeId: IdField, name: z.string(), running: IdField.nullable() })),
      items: z.array(z.object({ item, title: z.string() })),
      versions: z.array(policyShown),
      spared: z.array(z.string()),
      limits: z.string(), defaults: z.object({ ofTenThousand: z.string(), graceDays: z.int(), capPercent: z.string() }),
      mayDraft: z.boolean(), mayPublish: z.boolean(),
    }),
  },
  /** Nothing is charged by a draft; its preview says what the rule would come to over today's debts. */
  'charges.draft': {
    ask: z.strictObject({
      communityId: IdField, payeeId: IdField, items: z.array(item).min(1).max(9), dueFrom: DayField,
      late: z.strictObject({ clause: z.string().trim().max(60), rate: DailyRateField, graceDays: z.int().min(0).max(365), cap: CapField }).optional(),
      discount: z.strictObject({
        basis: z.string().trim().min(1).max(60), days: z.int().min(-60).max(30),
        off: z.union([z.strictObject({ percent: PercentField }), z.strictObject({ amount: PositiveFenField })]),
      }).optional(),
    }),
    answer: z.object({
      policyId: IdField, says: z.array(z.string()), warnings: z.array(z.string()),
      /** As if it were in force for today's debts. `whole`: every household was looked at; else it is at least this much. */
      preview: z.object({ late: sums, discount: sums, whole: z.boolean() }),
    }),
  },
  'charges.publish': { ask: z.strictObject({ policyId: IdField }), answer: z.object({ publishedOn: DayField }) },
  /** Nothing grows from tomorrow on, under any version of the payee. */
  'charges.stop': { ask: z.strictObject({ communityId: IdField, payeeId: IdField, reason: LongText }), answer: z.object({ stoppedOn: DayField }) },
  /** Days on which nobody could pay: an outage of ours. */
  'charges.spare': {
    ask: z.strictObject({ communityId: IdField, from: DayField, to: DayField, reason: LongText }),
    answer: z.object({ spared: z.array(z.string()) }),
  },
  'charges.waive': {
    ask: z.strictObject({ accountId: IdField, billId: IdField, amount: PositiveFenField, reason: LongText }),
    answer: z.object({ waiverId: IdField, left: FenField }),
  },
  'charges.unwaive': { ask: z.strictObject({ waiverId: IdField, reason: LongText }), answer: z.object({ back: FenField }) },
} as const
