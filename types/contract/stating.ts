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
  'statement.show': { ask: mine, answer: shown },
  'statement.pdf': { ask: mine, answer: printed },
} as const
export const staffStatements = {
  'account.statement': { ask: theirs, answer: shown },
  'account.statementPdf': { ask: theirs, answer: printed },
} as const
