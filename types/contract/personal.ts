import * as z from 'zod'
import { DayField, FenField, IdField, InstantField, OutTradeNoField } from './fields'

/**
 * A person and what is theirs alone: what a guest may see, when they want to be reminded, what we
 * hold about them, and how to be forgotten (rules §14). A part of the residents' contract.
 */
const nothing = z.strictObject({})
const count = z.int().min(0)

const publicTariff = z.object({ title: z.string(), says: z.string(), basis: z.string(), publishedOn: DayField, effectiveFrom: DayField })
const publicNotice = z.object({ noticeId: IdField, title: z.string(), text: z.string(), from: DayField, to: DayField })
/** Nobody's bill, worked out as a real one is. */
const sampleBill = z.object({
  title: z.string(), period: z.string(), place: z.string(), payee: z.string(), dueOn: DayField, amount: FenField,
  steps: z.array(z.object({ says: z.string(), amount: FenField.optional() })),
  tariff: z.object({ says: z.string(), basis: z.string(), publishedOn: DayField }),
})

const wish = { on: z.boolean(), hour: z.int().min(0).max(23) }

export const personalContract = {
  /** What anybody may see before anybody knows who they are: never a debt, a name or a room. */
  'guest.show': {
    ask: z.strictObject({ communityId: IdField.optional() }),
    answer: z.object({
      communities: z.array(z.object({ communityId: IdField, name: z.string() })),
      /** Null while there are several and none is chosen. */
      community: z.object({ communityId: IdField, name: z.string(), company: z.string(), counterPhone: z.string() }).nullable(),
      tariffs: z.array(publicTariff), notices: z.array(publicNotice), sample: sampleBill,
    }),
  },

  'reminders.show': {
    ask: nothing,
    answer: z.object({
      ...wish,
      /** The whole hours that may be chosen, both included. */
      hours: z.object({ first: z.int(), last: z.int() }),
      /** How many messages may still come, by template key. */
      quota: z.record(z.string(), z.int()), templates: z.record(z.string(), z.string()),
    }),
  },
  'reminders.save': { ask: z.strictObject(wish), answer: z.object(wish) },

  /** Everything we hold about the caller; of others only what the caller may see anyway. */
  'privacy.export': {
    ask: nothing,
    answer: z.object({
      person: z.object({
        openid: z.string(), phone: z.string().nullable(), since: InstantField.nullable(),
        privacy: z.object({ version: z.string(), at: InstantField }).nullable(),
        reminders: z.object(wish).nullable(), wrongProofs: count,
      }),
      /** `place` only of homes that the caller may still see. */
      bindings: z.array(z.object({
        place: z.string().nullable(), community: z.string(), relation: z.string(), name: z.string(),
        since: DayField, how: z.string(), active: z.boolean(),
      })),
      posts: z.array(z.object({ community: z.string(), name: z.string(), roles: z.array(z.string()), since: DayField, active: z.boolean() })),
      consents: z.array(z.object({ message: z.string(), left: count, accepted: count, used: count, refused: count, voided: count })),
      messages: z.array(z.object({ at: InstantField, message: z.string(), state: z.string(), text: z.string() })),
      payments: z.array(z.object({
        outTradeNo: OutTradeNoField, at: InstantField, amount: FenField, receiptNo: z.string().nullable(), place: z.string().nullable(),
      })),
      plans: z.array(z.object({ at: InstantField, place: z.string().nullable(), total: FenField.nullable(), parts: count, accepted: z.boolean() })),
      /** Unpaid trials of the pay page, and contacts that count for the caps: how many, since their content stands above. */
      quotes: count, contacts: count,
      invitations: z.array(z.object({ place: z.string().nullable(), relation: z.string(), until: InstantField, used: z.boolean() })),
    }),
  },
  /** The word is typed by hand: nobody is forgotten by a slip of the thumb. Said twice, it is done once. */
  'privacy.erase': { ask: z.strictObject({ confirm: z.literal('注销') }), answer: z.object({ erased: z.literal(true) }) },
} as const
