import * as z from 'zod'
import { CursorField, DayField, FenField, IdField, LongText, ShortText } from './fields'

/**
 * Remarks proposed to a person, and the holds, flags and numbers that follow. Nothing is applied
 * before a named person accepts it; every act is written down with who and why.
 */
const proposalKind = z.enum(['dispute', 'promise', 'wrong_number', 'hardship', 'tenant', 'case'])
const holdKind = z.enum(['dispute', 'promise', 'pause', 'case'])
const caseState = z.enum(['before_suit', 'in_suit', 'judged', 'enforced', 'bankrupt'])
const count = z.int().min(0)

export const proposalShown = z.object({
  proposalId: IdField, accountId: IdField, label: z.string(), kind: proposalKind, title: z.string(),
  remark: z.string(), from: z.string(),
  /** What accepting it does, in words. */
  does: z.string(),
  /** A promise whose day a person must still fill in, or fill in anew. */
  needsDay: z.boolean(), day: DayField.nullable(),
  mayDecide: z.boolean(),
})

export const holdShown = z.object({
  holdId: IdField, kind: holdKind, title: z.string(), says: z.string(), note: z.string(), from: DayField, until: DayField.nullable(),
  total: FenField.nullable(), answerBy: DayField.nullable(), mayEnd: z.boolean(), mayAnswer: z.boolean(),
})

export const staffHolds = {
  /** Open proposals in the order of their sheet; the count comes with the first page. */
  'proposal.list': {
    ask: z.strictObject({
      communityId: IdField,
      after: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00 \d{6} proposal-[0-9a-f]{24}$/).optional(),
    }),
    answer: z.object({ rows: z.array(proposalShown), count: count.optional(), next: CursorField.optional() }),
  },
  /** All of them or, where one cannot be done, none. `day` is a promise's, and wins over the remark's. */
  'proposal.decide': {
    ask: z.strictObject({
      proposalIds: z.array(IdField).min(1).max(100), accept: z.boolean(), day: DayField.optional(), note: LongText.optional(),
    }),
    answer: z.object({ accepted: count, dismissed: count }),
  },
  /** By hand. A promise and a dispute name their bills; a pause without bills, and a case, hold everything. */
  'hold.set': {
    ask: z.strictObject({
      accountId: IdField, kind: holdKind, billIds: z.array(IdField).min(1).max(200).optional(), until: DayField.optional(),
      caseState: caseState.optional(), counsel: ShortText.optional(), note: LongText,
      /** A dispute that was answered before is taken up again only for something new. */
      newFacts: LongText.optional(),
    }),
    answer: z.object({ holdId: IdField, says: z.string() }),
  },
  'hold.end': { ask: z.strictObject({ accountId: IdField, holdId: IdField, note: LongText }), answer: z.object({ ended: z.literal(true) }) },
  /** The resident reads `text` on the bill. */
  'dispute.answer': {
    ask: z.strictObject({ accountId: IdField, holdId: IdField, text: LongText }),
    answer: z.object({ until: DayField, says: z.string() }),
  },
  'flag.set': {
    ask: z.strictObject({ accountId: IdField, flag: z.enum(['hardship']), on: z.boolean(), note: LongText }),
    answer: z.object({ flags: z.array(z.string()) }),
  },
  /** A number found for an account: whoever has it may bind by it, so it is the manager's to add. */
  'phone.add': {
    ask: z.strictObject({ accountId: IdField, phone: z.string().regex(/^1[3-9]\d{9}$/), note: LongText }),
    answer: z.object({ phonesMasked: z.array(z.string()) }),
  },
} as const
