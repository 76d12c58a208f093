import * as z from 'zod'
import { CursorField, DayField, FenField, IdField, InstantField, LongText, PeriodField } from './fields'

/**
 * Instalment plans: what a resident may try out, accept and follow, and what staff decide. The
 * schedule is always the cloud's: the phone names bills, a number of parts and a first day.
 */
/** proposed: family or a tenant asked and an owner has not accepted yet; replaced: a newer plan took its place. */
const state = z.enum(['proposed', 'waiting_approval', 'running', 'finished', 'broken', 'refused', 'withdrawn', 'replaced'])
const instalment = z.object({ dueOn: DayField, amount: FenField })
/** `left` is what is still to be paid of it. */
const part = z.object({
  number: z.int(), dueOn: DayField, amount: FenField, left: FenField, state: z.enum(['paid', 'due', 'coming', 'missed']),
})
const plannedBill = z.object({ billId: IdField, title: z.string(), period: PeriodField, dueOn: DayField, amount: FenField })
const TermsHash = z.string().regex(/^[0-9a-f]{64}$/)
const onePlan = z.strictObject({ planId: IdField })
const planAnswer = z.object({ planId: IdField, state })

export const residentPlans = {
  /** Without bills: all that may be planned of the payee whose bill is oldest. Without a day: the policy's. */
  'plan.simulate': {
    ask: z.strictObject({
      accountId: IdField.optional(), billIds: z.array(IdField).min(1).max(200).optional(), parts: z.int().min(2).max(12),
      firstDueOn: DayField.optional(),
      /** A running plan that the new one is to take the place of. */
      replaces: IdField.optional(),
    }),
    answer: z.object({
      quoteId: IdField, accountId: IdField, total: FenField, instalments: z.array(instalment), needsApproval: z.boolean(),
      terms: z.string(), termsHash: TermsHash,
      /** Whether the caller may accept, or only propose to an owner. */
      mayAccept: z.boolean(),
      bills: z.array(plannedBill),
      leftOut: z.array(z.object({ billId: IdField, says: z.string() })).optional(),
      /** What the policy leaves to choose from. */
      choices: z.object({ partsMin: z.int(), partsMax: z.int(), firstFrom: DayField, firstUntil: DayField }),
      counterPhone: z.string(), expiresAt: InstantField,
    }),
  },
  'plan.request': { ask: z.strictObject({ quoteId: IdField, termsHash: TermsHash }), answer: planAnswer },
  'plan.accept': { ask: z.strictObject({ planId: IdField, termsHash: TermsHash }), answer: planAnswer },
  'plan.withdraw': { ask: onePlan, answer: planAnswer },
  /** Without a plan: the one that matters most to this account now. */
  'plan.show': {
    ask: z.union([onePlan, z.strictObject({ accountId: IdField.optional() })]),
    answer: z.object({
      planId: IdField, accountId: IdField, state, says: z.string(),
      total: FenField, paid: FenField, left: FenField, parts: z.array(part),
      bills: z.array(plannedBill),
      terms: z.string(), termsHash: TermsHash, acceptedAt: InstantField.optional(),
      payments: z.array(z.object({ at: InstantField, amount: FenField, says: z.string(), receiptId: IdField.optional() })),
      mayAccept: z.boolean(), mayWithdraw: z.boolean(), mayPay: z.boolean(), counterPhone: z.string(),
    }),
  },
} as const

const signature = z.object({ name: z.string(), roles: z.string(), approve: z.boolean(), reason: z.string(), at: InstantField })

export const staffPlans = {
  /** Without a state: those that wait for approval first, then proposed, running and ended ones. */
  'plan.list': {
    ask: z.strictObject({
      communityId: IdField, state: state.optional(),
      after: z.string().regex(/^[a-z_]{6,16} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00 [0-9A-Za-z][0-9A-Za-z._:@-]{0,127}$/).optional(),
    }),
    answer: z.object({
      rows: z.array(z.object({
        planId: IdField, accountId: IdField, label: z.string(), name: z.string(), state, says: z.string(), total: FenField, left: FenField,
      })),
      next: CursorField.optional(),
    }),
  },
  /** All that is needed to decide, in one look. */
  'plan.look': {
    ask: onePlan,
    answer: z.object({
      planId: IdField, accountId: IdField, label: z.string(), name: z.string(), state, says: z.string(),
      total: FenField, left: FenField, parts: z.array(part), bills: z.array(plannedBill),
      /** Why a person decides, and who that is. */
      why: z.array(z.string()), decides: z.string(), mayDecide: z.boolean(), mayPropose: z.boolean(),
      askedBy: z.string(), askedAt: InstantField, acceptedAt: InstantField.optional(), terms: z.string(),
      account: z.object({ outstanding: FenField, overdue: FenField, daysOverdue: z.int() }),
      earlier: z.array(z.object({ says: z.string(), state, on: DayField })),
      signatures: z.array(signature),
    }),
  },
  'plan.decide': {
    ask: z.strictObject({ planId: IdField, approve: z.boolean(), reason: LongText }),
    answer: z.object({ state, says: z.string() }),
  },
} as const
