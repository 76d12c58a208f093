import * as z from 'zod'
import { CursorField, DayField, FenField, FileField, IdField, InstantField, LongText, PeriodField, PlaceField, ShortText } from './fields'
import { holdShown, proposalShown, staffHolds } from './holding'
import { staffPlans } from './planning'
import { staffStatements } from './stating'
import { claimingContract } from './claiming'
import { partiesContract, partyShown } from './parties'
import { exportingContract } from './exporting'
import { estateContract } from './estate'
import { meteringContract } from './metering'
import { staffCharges } from './charging'
import { correctingContract } from './correcting'
import { pricingContract } from './pricing'
import { runningContract } from './running'
import { reconcilingContract } from './reconciling'
import { dueDayField, watchingContract } from './watching'
import { noticingContract } from './noticing'

/** Everything the staff's 工作台 may ask. The roster is read again on every call (roles). */
const inCommunity = z.strictObject({ communityId: IdField })
const role = z.enum(['collector', 'steward', 'finance', 'manager', 'auditor'])
const count = z.int().min(0)
/** Field of a ledger (or "parking.owed", "total", "ignore.K") -> column letter, where the header words are not enough. */
const mapping = z.record(z.string().max(40), z.string().regex(/^[A-Z]{1,3}$/))
const SheetField = z.string().min(1).max(60)

const task = z.object({
  taskId: IdField, kind: z.string(), title: z.string(), says: z.string(), accountId: IdField.optional(),
  label: z.string().optional(), createdAt: InstantField, done: z.boolean(),
})
const openBill = z.object({
  billId: IdField, title: z.string(), period: PeriodField, dueOn: DayField, outstanding: FenField, daysOverdue: z.int(),
  /** Today's late charge, beside what is outstanding. Of a bill that is paid it is all that is left. */
  late: z.object({ amount: FenField, says: z.string() }).optional(),
})
const happening = z.object({
  at: InstantField, kind: z.enum(['bill', 'payment', 'message', 'contact', 'plan', 'note']), says: z.string(), amount: FenField.optional(),
})
const post = z.object({ staffId: IdField, name: z.string(), roles: z.array(role), buildings: z.array(z.string()), since: DayField })
const ageing = z.enum(['0-30', '31-90', '91-180', '181-365', '1-2y', '2-3y', '>3y'])

export const staffContract = {
  'today.show': {
    ask: z.strictObject({ communityId: IdField.optional() }),
    answer: z.object({
      communities: z.array(z.object({ communityId: IdField, name: z.string(), roles: z.array(role) })),
      communityId: IdField,
      figures: z.object({
        overdue: z.object({ total: FenField, count }),
        notYetDue: FenField,
        paidYesterday: z.object({ total: FenField, count }),
        sentToday: count, waitingToSend: count,
      }),
      alarms: z.array(z.object({ says: z.string(), why: z.string().optional(), next: z.string() })),
      /** The next due day, with whom nothing can reach before it. */
      forecast: dueDayField.optional(),
      tasks: z.array(task),
    }),
  },
  'task.done': { ask: z.strictObject({ taskId: IdField, note: LongText.optional() }), answer: z.object({ done: z.literal(true) }) },

  /** A part of a file that is too large for one call; `ledger.look` and `ledger.preview` then take the parts. */
  'file.part': {
    ask: z.strictObject({
      communityId: IdField, uploadId: z.string().regex(/^[0-9a-z]{8,32}$/), seq: z.int().min(0).max(9),
      base64: z.string().min(1).max(4_300_000).regex(/^[A-Za-z0-9+/]+={0,2}$/),
    }),
    answer: z.object({ fileId: z.string() }),
  },
  /** What each column is taken for, and what has to be asked before the file can be read. Writes nothing. */
  'ledger.look': {
    ask: z.strictObject({
      communityId: IdField, file: FileField, mapping: mapping.optional(), sheet: SheetField.optional(),
      /** Takes back what was answered for this form before. */
      forget: z.boolean().optional(),
    }),
    answer: z.object({
      sheet: z.string(), mapping: z.record(z.string(), z.string()),
      /** The mapping is the one of the last file of this form. */
      remembered: z.boolean(),
      columns: z.array(z.object({ column: z.string(), header: z.string(), field: z.string().nullable(), says: z.string().nullable(), example: z.string() })),
      questions: z.array(z.object({
        code: z.enum(['WHICH_SHEET', 'WHICH_COLUMN', 'MISSING_COLUMN', 'MONEY_COLUMN']), says: z.string(),
        choices: z.array(z.object({ says: z.string(), example: z.string(), mapping: z.record(z.string(), z.string()), sheet: z.string().optional() })),
      })),
    }),
  },
  'ledger.preview': {
    ask: z.strictObject({
      communityId: IdField, file: FileField,
      mapping: mapping.optional(),
      /** Where several sheets could be the ledger. */
      sheet: SheetField.optional(),
      cutoff: DayField.optional(),
      /** Whose ledger it is, where it is a former manager's: its debts become history, no bills (rules §3). */
      former: ShortText.optional(),
    }),
    answer: z.object({
      importId: IdField,
      title: z.string(), cutoff: DayField,
      columns: z.array(z.object({ column: z.string(), header: z.string(), field: z.string().nullable() })),
      rows: z.object({ accepted: count, warned: count, refused: count, ignored: count }),
      issues: z.array(z.object({ row: z.int(), level: z.enum(['refused', 'warned', 'ignored']), code: z.string(), says: z.string() })),
      totals: z.object({ premises: count, owed: FenField, prepaid: FenField, debtors: count }),
      /** How many rows are kept so far; absent once all are. The same ask goes on, and nothing can be confirmed before. */
      going: z.object({ rows: count, of: count }).optional(),
    }),
  },
  'ledger.confirm': { ask: z.strictObject({ importId: IdField }), answer: z.object({ written: count, unchanged: count }) },

  ...pricingContract,
  ...correctingContract,
  ...staffCharges,
  ...estateContract,
  ...staffStatements,
  ...meteringContract,

  ...runningContract,
  ...partiesContract,
  ...claimingContract,
  ...exportingContract,

  'arrears.list': {
    ask: z.strictObject({
      communityId: IdField, ageing: ageing.optional(), stage: ShortText.optional(), reach: z.enum(['reachable', 'unreachable']).optional(),
      after: PlaceField.optional(),
    }),
    answer: z.object({
      rows: z.array(z.object({
        accountId: IdField, label: z.string(), name: z.string(), outstanding: FenField, daysOverdue: z.int(),
        stage: z.string(), reachable: z.boolean(), says: z.string(),
        /** Today's late charge: its own column, in no total. */
        lateCharge: FenField.optional(),
      })),
      total: FenField.optional(), count: count.optional(), next: CursorField.optional(),
    }),
  },
  'account.find': {
    ask: z.strictObject({ communityId: IdField, text: ShortText }),
    answer: z.object({ rows: z.array(z.object({ accountId: IdField, label: z.string(), name: z.string(), outstanding: FenField })) }),
  },
  'account.show': {
    ask: z.strictObject({ accountId: IdField }),
    answer: z.object({
      accountId: IdField, communityId: IdField, label: z.string(), name: z.string(), phonesMasked: z.array(z.string()),
      outstanding: FenField, overdue: FenField, prepaid: FenField, daysOverdue: z.int(),
      notes: z.array(z.string()),
      people: z.array(z.object({ name: z.string(), relation: z.string(), since: DayField })),
      bills: z.array(openBill),
      lateCharge: FenField.optional(), mayWaive: z.boolean().optional(),
      waivers: z.array(z.object({ waiverId: IdField, billId: IdField, says: z.string(), amount: FenField })).optional(),
      plans: z.array(z.object({ planId: IdField, says: z.string(), parts: z.array(z.string()) })).optional(),
      /** What is not asked for meanwhile, and why; facts for staff alone; remarks that wait for a person. */
      holds: z.array(holdShown), flags: z.array(z.string()), proposals: z.array(proposalShown),
      parties: z.array(partyShown).optional(), mayAddParty: z.boolean().optional(),
      timeline: z.array(happening),
    }),
  },
  'account.reveal': {
    ask: z.strictObject({ accountId: IdField, purpose: ShortText }),
    answer: z.object({ phones: z.array(z.string()) }),
  },
  'invite.issue': {
    ask: z.strictObject({ accountId: IdField, relation: z.enum(['owner', 'family', 'tenant', 'company']) }),
    answer: z.object({ code: z.string(), expiresAt: InstantField }),
  },

  ...staffPlans,
  ...staffHolds,

  'dunning.preview': {
    ask: z.strictObject({ communityId: IdField, accountIds: z.array(IdField).max(1000).optional() }),
    answer: z.object({
      runId: IdField,
      lines: z.array(z.object({ accountId: IdField, label: z.string(), stage: z.string(), channel: z.string(), text: z.string(), says: z.string() })),
      skipped: z.array(z.object({ accountId: IdField, label: z.string(), code: z.string(), says: z.string() })),
      quotaCost: count,
    }),
  },
  'dunning.release': { ask: z.strictObject({ runId: IdField }), answer: z.object({ releasedBy: z.string(), notBefore: InstantField.nullable() }) },
  'dunning.progress': {
    ask: z.strictObject({ runId: IdField }),
    answer: z.object({ queued: count, sent: count, fallback: count, failed: count, skipped: count, done: z.boolean() }),
  },

  'staff.list': {
    ask: inCommunity,
    answer: z.object({ staff: z.array(post) }),
  },
  'staff.invite': {
    ask: z.strictObject({ communityId: IdField, name: ShortText, roles: z.array(role).min(1).max(5), buildings: z.array(ShortText).max(200).optional() }),
    answer: z.object({ code: z.string(), expiresAt: InstantField }),
  },
  'staff.revoke': { ask: z.strictObject({ staffId: IdField }), answer: z.object({ revoked: z.literal(true) }) },

  ...noticingContract,

  'books.audit': {
    ask: inCommunity,
    answer: z.object({
      rules: z.array(z.object({ rule: z.string(), says: z.string(), holds: z.boolean(), broken: z.array(z.string()) })),
      checkedAccounts: count,
    }),
  },
  ...reconcilingContract,

  ...watchingContract,
} as const

type Contract = typeof staffContract
export type StaffAction = keyof Contract
export type StaffAsk<A extends StaffAction> = z.input<Contract[A]['ask']>
export type StaffAnswer<A extends StaffAction> = z.output<Contract[A]['answer']>
export type StaffRole = z.infer<typeof role>
