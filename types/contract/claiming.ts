import * as z from 'zod'
import { DayField, FenField, IdField, LongText, PeriodField, PositiveFenField, ShortText } from './fields'

/** Claims of a former manager: history alone, until they are assigned to this one and the debtor was told (rules §3). */
const item = z.enum(['property_fee', 'parking', 'public_energy', 'water', 'electricity', 'gas', 'heating', 'garbage', 'lift'])
const claim = z.object({
  claimId: IdField, title: z.string(), period: PeriodField, from: DayField, to: DayField, amount: FenField, holder: z.string(),
  assigned: z.object({ agreement: z.string(), noticeOn: DayField, billId: IdField }).nullable(),
})

export const claimingContract = {
  'claim.list': {
    ask: z.strictObject({ accountId: IdField }),
    answer: z.object({ claims: z.array(claim), total: FenField, mayAssign: z.boolean() }),
  },
  /** One by hand; a whole ledger of them comes by ledger.preview with `former`. */
  'claim.note': {
    ask: z.strictObject({ accountId: IdField, item, from: DayField, to: DayField, amount: PositiveFenField, holder: ShortText }),
    answer: z.object({ claimId: IdField }),
  },
  /** The agreement by which it was assigned and the day on which the debtor was told: from then on it is a bill. */
  'claim.assign': {
    ask: z.strictObject({ claimId: IdField, agreement: LongText, noticeOn: DayField }),
    answer: z.object({ billId: IdField }),
  },
} as const
