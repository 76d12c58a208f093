import * as z from 'zod'
import { DayField, FenField, IdField, ShortText } from './fields'

/** Tables for whoever keeps the accounts: bills, arrears, receipts, and vouchers in two forms. */
const count = z.int().min(0)
/** Where the last file ended: a day or an instant, and of a table the document there. */
const AfterField = z.string().regex(
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d:\d\d\.\d{3}\+08:00)?(\|[0-9A-Za-z][0-9A-Za-z._:@-]{0,199})?$/,
)
const chart = z.enum(['enterprise', 'small'])
const account = z.strictObject({ code: z.string().regex(/^[0-9A-Za-z.]{1,15}$/), name: ShortText })

export const exportingContract = {
  /** What there is to choose from: days that accountants work in, and whose vouchers. */
  'export.show': {
    ask: z.strictObject({ communityId: IdField }),
    answer: z.object({
      today: DayField, spans: z.array(z.object({ says: z.string(), from: DayField, to: DayField })),
      payees: z.array(z.object({ payeeId: IdField, name: z.string() })), mayMap: z.boolean(),
    }),
  },
  'export.make': {
    ask: z.strictObject({
      communityId: IdField, what: z.enum(['bills', 'arrears', 'receipts', 'yonyou', 'kingdee']),
      /** Bills by their due day, receipts and vouchers by the day of the event; arrears are always today's. Without days: this year until today. */
      from: DayField.optional(), to: DayField.optional(),
      /** Whose vouchers: two payees are two companies' books. Without one, everybody's in one file. */
      payeeId: IdField.optional(),
      after: AfterField.optional(),
    }),
    answer: z.object({
      name: z.string(), base64: z.string(), rows: count, total: FenField,
      /** There is more than one file holds: asked with it, the next one follows. */
      next: AfterField.optional(),
    }),
  },
  /** Which account of the company's own chart each account of the books is. */
  'vouchers.show': {
    ask: z.strictObject({ communityId: IdField }),
    answer: z.object({ chart, accounts: z.array(z.object({ key: z.string(), says: z.string(), code: z.string(), name: z.string(), usual: z.boolean() })) }),
  },
  /** 企业会计准则 or 小企业会计准则: whose codes the usual ones are. */
  'vouchers.chart': { ask: z.strictObject({ communityId: IdField, chart }), answer: z.object({ saved: z.literal(true) }) },
  'vouchers.save': {
    ask: z.strictObject({ communityId: IdField, key: z.string().regex(/^[a-z_]+(:[a-z_]+)?$/).max(60), account: account.nullable() }),
    answer: z.object({ saved: z.literal(true) }),
  },
} as const
