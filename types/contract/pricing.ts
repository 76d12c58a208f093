import * as z from 'zod'
import { DayField, FenField, IdField, LongText, PeriodField, PriceField, ShortText } from './fields'

/** Tariffs: what is charged, by which rule, since when, and what allows it. */
const count = z.int().min(0)
const item = z.enum(['property_fee', 'parking', 'public_energy', 'water', 'electricity', 'gas', 'heating', 'garbage', 'lift'])
const kind = z.enum(['area', 'flat', 'metered', 'tiered', 'pool', 'formula'])
const unit = z.enum(['ton', 'kwh', 'cubic_metre', 'gigajoule'])
const rounding = z.strictObject({ to: z.enum(['fen', 'jiao', 'yuan']), each: z.enum(['month', 'period', 'bill']) })
/** An exact quantity, to 4 places. */
const QuantityField = z.string().regex(/^\d{1,8}(\.\d{1,4})?$/)
/** A share of the whole price, "0.7": never more than all of it. */
const multiplier = z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/)
const code = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/)

const tiers = z.strictObject({
  every: z.enum(['month', 'year']),
  steps: z.array(z.strictObject({ upTo: QuantityField.nullable(), price: PriceField })).min(1).max(10),
  surcharges: z.array(z.strictObject({ says: ShortText, price: PriceField })).max(10).optional(),
  perPerson: z.strictObject({ above: z.int().min(0).max(50), extra: QuantityField }).optional(),
})
const cycle = z.union([
  z.strictObject({ every: z.enum(['month', 'quarter', 'half_year', 'year']) }),
  z.strictObject({ every: z.literal('anniversary'), months: z.int().min(1).max(12) }),
])
const rate = z.strictObject({ code, says: ShortText, multiplier })

/** How an amount is made. `price` is "0" where steps, a pool or a formula say it. */
export const termsFields = {
  kind, price: PriceField, rounding: rounding.optional(), unit: unit.optional(), tiers: tiers.optional(),
  sharedBy: z.enum(['area', 'premises', 'usage']).optional(),
  formula: z.strictObject({
    text: z.string().trim().min(1).max(200), constants: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,29}$/), PriceField).default({}),
  }).optional(),
  cycle: cycle.optional(), proration: z.enum(['days', 'whole']).optional(), rates: z.array(rate).max(20).optional(),
}

const tariffRow = z.object({
  tariffId: IdField, item: z.string(), title: z.string(), kind, price: z.string(), says: z.string(),
  state: z.enum(['draft', 'published']), basis: z.string().nullable(), effectiveFrom: DayField, publishedOn: DayField.nullable(), premises: count,
  /** The rest of its terms, a sentence each. */
  terms: z.array(z.string()).optional(),
  rates: z.array(z.object({ code: z.string(), says: z.string(), multiplier: z.string() })).optional(),
})
const entitlement = z.object({
  entitlementId: IdField, code: z.string(), says: z.string(), items: z.array(z.string()).optional(), certificate: z.string(), from: DayField, to: DayField,
})

export const pricingContract = {
  'tariff.list': { ask: z.strictObject({ communityId: IdField }), answer: z.object({ tariffs: z.array(tariffRow) }) },
  'tariff.draft': {
    ask: z.strictObject({
      communityId: IdField, item, effectiveFrom: DayField, ...termsFields,
      /** Which premises it charges: all of a kind, or those named. */
      premisesIds: z.array(IdField).max(1000).optional(),
    }),
    answer: z.object({ tariffId: IdField }),
  },
  'tariff.publish': { ask: z.strictObject({ tariffId: IdField, basis: LongText }), answer: z.object({ publishedOn: DayField }) },

  /** What a period would have come to by a draft, beside the tariff in force. Writes nothing. */
  'tariff.simulate': {
    ask: z.strictObject({ tariffId: IdField, period: PeriodField }),
    answer: z.object({
      period: PeriodField, homes: count, before: FenField, after: FenField, same: count,
      more: z.object({ count, total: FenField }), less: z.object({ count, total: FenField }),
      biggest: z.array(z.object({ label: z.string(), before: FenField, after: FenField })),
      /** Homes that lack an area, a reading or a share of a cost: in none of the sums. */
      unknown: count,
      /** False when the community was too large for one call: the sums are of the homes counted. */
      whole: z.boolean(),
    }),
  },

  /** The certificates of one premises, running and past. */
  'entitlement.list': { ask: z.strictObject({ premisesId: IdField }), answer: z.object({ entitlements: z.array(entitlement) }) },
  'entitlement.set': {
    ask: z.strictObject({
      premisesId: IdField, code, certificate: ShortText, from: DayField, to: DayField, items: z.array(item).min(1).max(9).optional(),
    }),
    answer: z.object({ entitlementId: IdField }),
  },
  /** Ends it on a day; a day before it began takes it away. What is billed stays as it is. */
  'entitlement.end': { ask: z.strictObject({ entitlementId: IdField, to: DayField }), answer: z.object({ to: DayField }) },
} as const
