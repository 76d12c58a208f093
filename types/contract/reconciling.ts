import * as z from 'zod'
import { DayField, FenField, IdField, InstantField, LongText } from './fields'

/** 对账: each day against WeChat Pay's own bill. Sums are the community's; the state of a day is its merchant's. */
const count = z.int().min(0)
const sum = z.object({ total: FenField, count })

const difference = z.object({
  differenceId: IdField,
  kind: z.enum(['not_booked', 'not_in_bill', 'amount', 'state', 'not_ours']),
  name: z.string(), says: z.string(), remedy: z.string(),
  state: z.enum(['open', 'repaired', 'resolved']),
  theirs: FenField, ours: FenField,
  outTradeNo: z.string(), transactionId: z.string().optional(),
  accountId: IdField.optional(), label: z.string().optional(),
  note: z.string().optional(), endedAt: InstantField.optional(),
})

export const reconcilingContract = {
  'recon.show': {
    ask: z.strictObject({ communityId: IdField, after: DayField.optional() }),
    answer: z.object({
      /** Newest first. */
      rows: z.array(z.object({
        day: DayField, state: z.enum(['waiting', 'running', 'failed', 'done']), says: z.string(),
        wechat: sum, refunded: sum, books: sum, fee: FenField,
        open: count, differences: z.array(difference),
      })),
      next: DayField.optional(),
      /** Whether the asker may end a difference; the cloud checks again when it is done. */
      mayResolve: z.boolean(),
      /** The last day whose audit rows are sealed, and the beginning of its seal, to be written down elsewhere. */
      sealed: z.object({ day: DayField, mark: z.string() }).nullable(),
    }),
  },
  'recon.resolve': { ask: z.strictObject({ differenceId: IdField, note: LongText }), answer: z.object({ resolved: z.literal(true) }) },
} as const
