import * as z from 'zod'
import { DayField, FenField, IdField, PeriodField, ShortText } from './fields'

/** Premises: who pays for which days of them, and since when. */
const role = z.enum(['owner', 'tenant', 'developer', 'sponsor'])
const item = z.enum(['property_fee', 'parking', 'public_energy', 'water', 'electricity', 'gas', 'heating', 'garbage', 'lift'])
const items = z.array(item).min(1).max(9)
const AreaField = z.string().regex(/^\d{1,7}(\.\d{1,4})?$/)
/** Digits alone: a mobile or a counter's number. */
const PhoneField = z.string().regex(/^\d{7,15}$/)

const payer = z.object({
  holdingId: IdField, accountId: IdField, name: z.string(), role, says: z.string(), from: DayField, to: DayField.nullable(),
  items: z.array(z.string()).optional(), free: z.array(z.object({ from: DayField, to: DayField, says: z.string() })).optional(),
})
const bill = z.object({
  billId: IdField, accountId: IdField, payer: z.string(), title: z.string(), period: PeriodField, from: DayField, to: DayField, amount: FenField,
  outstanding: FenField, void: z.boolean(),
})

export const estateContract = {
  'premises.find': {
    ask: z.strictObject({ communityId: IdField, text: ShortText }),
    answer: z.object({ rows: z.array(z.object({ premisesId: IdField, label: z.string(), area: z.string().nullable(), payer: z.string() })) }),
  },
  'premises.show': {
    ask: z.strictObject({ premisesId: IdField }),
    answer: z.object({
      premisesId: IdField, communityId: IdField, label: z.string(), kind: z.enum(['residential', 'commercial']), area: z.string().nullable(),
      handedOverOn: DayField.nullable(), persons: z.int().nullable(),
      /** Where it began or ended by a split or a merger. */
      since: DayField.optional(), until: DayField.optional(),
      tariffs: z.array(z.object({ tariffId: IdField, says: z.string(), from: DayField, published: z.boolean() })),
      /** Those who pay now and later first, then those who did. */
      payers: z.array(payer), bills: z.array(bill),
    }),
  },
  /**
   * Gives days of a premises to an account: to one that is there, or to a new person. `preview`
   * writes nothing. Bills of those days that another was charged for are made void and issued anew
   * with `correct`; without it the act is refused while there are any.
   */
  'premises.assign': {
    ask: z.strictObject({
      premisesId: IdField, role, from: DayField, to: DayField.optional(), items: items.optional(),
      accountId: IdField.optional(), person: z.strictObject({ name: ShortText, phones: z.array(PhoneField).max(5) }).optional(),
      preview: z.boolean(), correct: z.boolean().optional(),
    }),
    answer: z.object(
      { accountId: IdField.nullable(), payers: z.array(payer), affected: z.array(bill), issued: z.array(z.object({ billId: IdField, amount: FenField })) },
    ),
  },
  /** One premises becomes several, or several one, from a day on. As with `assign`, `preview` writes nothing and `correct` corrects bills. */
  'premises.reshape': {
    ask: z.strictObject({
      premisesIds: z.array(IdField).min(1).max(10), on: DayField,
      into: z.array(z.strictObject({ room: ShortText, area: AreaField })).min(1).max(10),
      preview: z.boolean(), correct: z.boolean().optional(),
    }),
    answer: z.object({
      ends: z.array(
        z.object({ label: z.string(), area: z.string().nullable() }),
      ), begins: z.array(z.object({ label: z.string(), area: z.string().nullable() })),
      payer: z.string(), affected: z.array(bill), premisesIds: z.array(IdField), issued: z.array(z.object({ billId: IdField, amount: FenField })),
    }),
  },
  /** Days that cost nothing by contract, in its words. */
  'premises.free': {
    ask: z.strictObject({ holdingId: IdField, from: DayField, to: DayField, items: items.optional(), says: ShortText }),
    answer: z.object({ affected: z.array(bill) }),
  },
  /** Another area from a day on; as with `assign`, what was billed of those days is corrected or stands in the way. */
  'premises.measure': {
    ask: z.strictObject({ premisesId: IdField, area: AreaField, from: DayField, preview: z.boolean(), correct: z.boolean().optional() }),
    answer: z.object({ area: z.string(), affected: z.array(bill), issued: z.array(z.object({ billId: IdField, amount: FenField })) }),
  },
  'premises.note': {
    ask: z.strictObject({ premisesId: IdField, handedOverOn: DayField.optional(), persons: z.int().min(0).max(50).optional() }),
    answer: z.object({ saved: z.literal(true) }),
  },
} as const
