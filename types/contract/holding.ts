import * as z from 'zod'
import { CursorField, DayField, IdField, LongText } from './fields'

/** What holds dunning, and what a ledger's remarks propose: a part of the staff's contract. */
const proposalKind = z.enum(['dispute', 'promise', 'wrong_number', 'hardship', 'tenant', 'case'])

export const staffHolds = {
  /** Open proposals of a community's ledgers, a page at a time; the count comes with the first page. */
  'proposal.list': {
    ask: z.strictObject({ communityId: IdField, after: IdField.optional() }),
    answer: z.object({
      rows: z.array(z.object({
        proposalId: IdField, accountId: IdField, label: z.string(), kind: proposalKind, title: z.string(), remark: z.string(),
        /** What ticking it does. */
        says: z.string(),
        day: DayField.nullable(), needsDay: z.boolean(),
      })),
      count: z.int().min(0).optional(), next: CursorField.optional(),
    }),
  },
  /** Ticked, or put aside, by a named person. `day` fills a promise that names none. */
  'proposal.decide': {
    ask: z.strictObject({ proposalIds: z.array(IdField).min(1).max(50), accept: z.boolean(), day: DayField.optional() }),
    answer: z.object({ decided: z.int().min(0) }),
  },
  'hold.set': {
    ask: z.strictObject({
      accountId: IdField, kind: z.enum(['dispute', 'promise', 'case', 'pause']), billIds: z.array(IdField).min(1).max(200).optional(),
      until: DayField.optional(), note: LongText,
    }),
    answer: z.object({ holdId: IdField }),
  },
  'hold.end': { ask: z.strictObject({ accountId: IdField, holdId: IdField, note: LongText }), answer: z.object({ ended: z.literal(true) }) },
  /** The answer reaches the resident on the bill; the hold then ends by itself. */
  'dispute.answer': { ask: z.strictObject({ accountId: IdField, holdId: IdField, text: LongText }), answer: z.object({ until: DayField }) },
} as const
