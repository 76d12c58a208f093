import * as z from 'zod'
import { DayField, FenField, IdField } from './fields'

/** An account's debt over some days, on a screen and as a PDF. */
const line = z.object({ on: DayField, says: z.string(), charged: FenField, paid: FenField, balance: FenField })
const shown = z.object({
  accountId: IdField, label: z.string(), company: z.string(), from: DayField, to: DayField,
  opening: FenField, closing: FenField, prepaid: FenField, lines: z.array(line),
  sums: z.array(z.object({ title: z.string(), charged: FenField, paid: FenField })),
})
const printed = z.object({ name: z.string(), base64: z.string() })
/** Without days: from the first of this year until today. */
const span = { from: DayField.optional(), to: DayField.optional() }
const mine = z.strictObject({ accountId: IdField.optional(), ...span })
const theirs = z.strictObject({ accountId: IdField, ...span })

export const residentStatements = {
  /** The text to read before confirming the debt, and the last confirmation. */
  'statement.ask': {
    ask: z.strictObject({ accountId: IdField.optional() }),
    answer: z.object({
      confirm: z.object({ text: z.string(), textHash: z.string(), total: FenField, count: z.int(), counterPhone: z.string() }).nullable(),
      last: z.object({ on: DayField, total: FenField }).optional(),
    }),
  },
  'statement.confirm': {
    ask: z.strictObject({ accountId: IdField.optional(), textHash: z.string().regex(/^[0-9a-f]{64}$/) }),
    answer: z.object({ on: DayField }),
  },
  'statement.show': { ask: mine, answer: shown },
  'statement.pdf': { ask: mine, answer: printed },
} as const
export const staffStatements = {
  'account.statement': { ask: theirs, answer: shown },
  'account.statementPdf': { ask: theirs, answer: printed },
} as const
