import * as z from 'zod'
import {
  CursorField, DayField, FenField, IdField, InstantField, OutTradeNoField, PeriodField, PositiveFenField, ShortText,
} from './fields'
import { personalContract } from './personal'
import { residentPlans } from './planning'
import { residentStatements } from './stating'

/**
 * Everything a resident's phone may ask of the cloud. The phone names bills and, at most, how much
 * to pay; every price comes back from the cloud, so a tampered phone cannot change one (P40).
 */
const nothing = z.strictObject({})
const accountChoice = z.strictObject({ accountId: IdField.optional() })

const relation = z.enum(['owner', 'family', 'tenant', 'company'])
const myAccount = z.object({ accountId: IdField, label: z.string(), community: z.string(), relation })
const staffPost = z.object({ communityId: IdField, community: z.string(), roles: z.array(z.string()) })

const dueBill = z.object({
  billId: IdField, title: z.string(), period: PeriodField, dueOn: DayField, outstanding: FenField, daysOverdue: z.int(),
  /** In a plan: `outstanding` is the part that is due and `dueOn` the part's day; it is paid from the plan. */
  planId: IdField.optional(),
  /** Today's late charge: beside `outstanding`, and in the total that is due. */
  lateCharge: FenField.optional(),
})
const workingStep = z.object({ says: z.string(), amount: FenField.optional() })

const billTariff = z.object({ says: z.string(), basis: z.string(), publishedOn: DayField, since: DayField.optional() })

const billAnswer = z.object({
  billId: IdField, accountId: IdField, title: z.string(), place: z.string(), period: PeriodField,
  from: DayField, to: DayField, dueOn: DayField,
  amount: FenField, outstanding: FenField, daysOverdue: z.int(),
  state: z.enum(['open', 'settled', 'void']),
  payee: z.string(),
  working: z.object({ steps: z.array(workingStep) }),
  tariff: billTariff.nullable(),
  /** Versions that charged earlier days of it. */
  earlierTariffs: z.array(billTariff).optional(),
  compared: z.object({ period: PeriodField, amount: FenField, says: z.string() }).nullable(),
  /** The same period of last year. */
  lastYear: z.object({ period: PeriodField, amount: FenField, says: z.string() }).nullable().optional(),
  /** Up to twelve periods of the same item, oldest first, this one last; empty where there is only this one. */
  history: z.array(z.object({ period: PeriodField, amount: FenField })).optional(),
  /** The looks at the meters that it charges. */
  readings: z.array(z.object({
    serial: z.string(), day: DayField, value: z.string(), unit: z.string(), used: z.string(),
    before: z.object({ day: DayField, value: z.string() }).optional(),
    /** An address of its photo that runs out in ten minutes. */
    photo: z.string().optional(),
  })).optional(),
  payments: z.array(z.object({ at: InstantField, amount: FenField, says: z.string(), receiptId: IdField.optional() })),
  relief: z.array(z.object({ says: z.string(), amount: FenField })),
  lateCharge: FenField,
  /** By which clause, since when and how long; and whoever pays in time pays less. */
  lateSays: z.string().optional(),
  discount: z.object({ amount: FenField, says: z.string() }).optional(),
  /** The kept plan that the bill is in. */
  planId: IdField.optional(),
  /** Since when it does not count any more, and why. */
  voided: z.object({ on: DayField, reason: z.string() }).optional(),
  /** A question about this bill: that it is being looked into, or what was answered. */
  dispute: z.object({ says: z.string(), answer: z.string().optional() }).optional(),
})

const billRow = z.object({
  billId: IdField, title: z.string(), period: PeriodField, dueOn: DayField,
  amount: FenField, outstanding: FenField, daysOverdue: z.int(), state: z.enum(['open', 'settled', 'void']),
  planId: IdField.optional(), lateCharge: FenField.optional(),
})

const quoteAsk = z.union([
  z.strictObject({ accountId: IdField.optional(), billIds: z.array(IdField).min(1).max(200) }),
  z.strictObject({ accountId: IdField.optional(), amount: PositiveFenField }),
  z.strictObject({ accountId: IdField.optional(), planId: IdField, parts: z.array(z.int().min(1).max(12)).min(1).max(12) }),
  accountChoice,
])
const quoteAnswer = z.object({
  quoteId: IdField, total: FenField, payee: z.string(),
  /** `amount` is all that this bill gets; `late` is what of it pays the late charge, `discount` what was taken off before. */
  lines: z.array(z.object({
    billId: IdField, title: z.string(), period: PeriodField, dueOn: DayField, amount: FenField,
    late: FenField.optional(), lateSays: z.string().optional(), discount: FenField.optional(), discountSays: z.string().optional(),
  })),
  expiresAt: InstantField,
  others: z.array(z.object({ payee: z.string(), total: FenField, count: z.int() })).optional(),
})

/** The five fields of wx.requestPayment (JSAPI mini-program payment page). */
const sheet = z.object({
  timeStamp: z.string(), nonceStr: z.string(), package: z.string(), signType: z.literal('RSA'), paySign: z.string(),
})

const receiptAnswer = z.object({
  receiptId: IdField, receiptNo: z.string().optional(), payee: z.string(), place: z.string(), payer: z.string(),
  amount: FenField, paidAt: InstantField, outTradeNo: OutTradeNoField,
  lines: z.array(z.object({ title: z.string(), period: PeriodField, amount: FenField, late: FenField.optional(), discount: FenField.optional() })),
  surplus: FenField,
})

export const residentContract = {
  /** Who am I here: consent and to which text, bindings, staff posts, and the templates a button may ask for. */
  'me.show': {
    ask: nothing,
    answer: z.object({
      privacyAccepted: z.boolean(), privacyVersion: z.string().nullable(), phoneMasked: z.string().nullable(), bindTriesLeft: z.int(),
      accounts: z.array(myAccount), staff: z.array(staffPost),
      templates: z.record(z.string(), z.string()),
    }),
  },
  'privacy.accept': { ask: z.strictObject({ version: ShortText }), answer: z.object({ acceptedAt: InstantField }) },

  /** Turns the phone button's code into a number, once per person; says nothing about any match. */
  'bind.phone': {
    ask: z.strictObject({ code: z.string().min(4).max(200) }),
    answer: z.object({ phoneMasked: z.string() }),
  },
  /** The second proof of rules §14: the room, and the last character of the registered name. */
  'bind.prove': {
    ask: z.strictObject({ room: ShortText, nameEnding: z.string().trim().min(1).max(2) }),
    answer: z.object({ account: myAccount }),
  },
  'bind.invited': {
    ask: z.strictObject({ code: z.string().trim().min(6).max(20) }),
    answer: z.object({ account: myAccount.nullable(), staff: staffPost.nullable() }),
  },
  'family.list': {
    ask: z.strictObject({ accountId: IdField }),
    answer: z.object({ people: z.array(z.object({ bindingId: IdField, name: z.string(), relation, since: DayField, you: z.boolean() })) }),
  },
  'family.invite': {
    ask: z.strictObject({ accountId: IdField, relation: z.enum(['family', 'tenant']) }),
    answer: z.object({ code: z.string(), expiresAt: InstantField }),
  },
  'family.revoke': { ask: z.strictObject({ bindingId: IdField }), answer: z.object({ revoked: z.literal(true) }) },

  'home.show': {
    ask: accountChoice,
    answer: z.object({
      accounts: z.array(myAccount),
      accountId: IdField,
      company: z.string(),
      /** `total` has today's late charge in it. */
      due: z.object({ total: FenField, count: z.int(), nextDueOn: DayField.nullable(), lateCharge: FenField.optional() }),
      bills: z.array(dueBill),
      /** Open bills that are not in the total, and why: in dispute, in a plan, older than three years. */
      aside: z.array(z.object({ says: z.string(), total: FenField, count: z.int() })).optional(),
      /** Money on its way: the page shows 已付款，入账中 and blocks a second payment (F08). */
      confirming: z.object({ outTradeNo: OutTradeNoField, amount: FenField }).optional(),
      prepaid: z.object({ total: FenField, says: z.string() }).optional(),
      plan: z.object({ planId: IdField, says: z.string() }).optional(),
      promise: z.object({ says: z.string() }).optional(),
      banner: z.object({ says: z.string(), communityId: IdField }).optional(),
      isStaff: z.boolean(),
      templates: z.record(z.string(), z.string()),
    }),
  },
  'bill.list': {
    ask: z.strictObject({ accountId: IdField.optional(), state: z.enum(['open', 'all']).optional(), after: DayField.optional() }),
    answer: z.object({
      /** `total` has today's late charge in it. */
      rows: z.array(billRow), total: FenField.optional(), count: z.int().optional(), lateCharge: FenField.optional(), next: CursorField.optional(),
    }),
  },
  'bill.show': { ask: z.strictObject({ billId: IdField }), answer: billAnswer },

  'pay.quote': { ask: quoteAsk, answer: quoteAnswer },
  'pay.start': {
    ask: z.strictObject({ quoteId: IdField }),
    answer: z.union([
      z.object({ outTradeNo: OutTradeNoField, sheet }),
      z.object({ settled: z.literal(true), receiptId: IdField }),
    ]),
  },
  'pay.status': {
    ask: z.strictObject({ outTradeNo: OutTradeNoField }),
    answer: z.object({
      state: z.enum(['awaiting_payer', 'confirming', 'paid', 'closed']),
      amount: FenField, refunded: FenField, receiptId: IdField.optional(), receiptNo: z.string().optional(),
      /** What of the payment fits no bill yet and waits for a person. */
      surplus: FenField,
    }),
  },
  ...residentPlans,
  ...residentStatements,

  'receipt.show': { ask: z.strictObject({ receiptId: IdField }), answer: receiptAnswer },
  'receipt.list': {
    ask: z.strictObject({ accountId: IdField.optional(), after: InstantField.optional() }),
    answer: z.object({
      rows: z.array(z.object({ receiptId: IdField, receiptNo: z.string().optional(), amount: FenField, paidAt: InstantField, says: z.string() })),
      next: CursorField.optional(),
    }),
  },

  /** What the phone's subscription prompt answered, by template key (law: one accept = one message). */
  'consent.record': {
    ask: z.strictObject({ accepted: z.array(ShortText).max(3), refused: z.array(ShortText).max(3) }),
    answer: z.object({ quota: z.record(z.string(), z.int()) }),
  },
  ...personalContract,
} as const

type Contract = typeof residentContract
export type ResidentAction = keyof Contract
export type ResidentAsk<A extends ResidentAction> = z.input<Contract[A]['ask']>
export type ResidentAnswer<A extends ResidentAction> = z.output<Contract[A]['answer']>
