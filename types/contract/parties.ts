import * as z from 'zod'
import { DayField, IdField, ShortText } from './fields'

/** People of an account besides the registered one: co-owners, tenants, whoever pays by contract; each for some days. */
export const partyRole = z.enum(['owner', 'tenant', 'payer'])
export const partyShown = z.object({
  partyId: IdField, name: z.string(), role: partyRole, says: z.string(), phonesMasked: z.array(z.string()), from: DayField, to: DayField.nullable(),
  /** Whether reminders go to this one first. */
  speaks: z.boolean(),
})
const PhoneField = z.string().regex(/^\d{7,15}$/)

export const partiesContract = {
  'party.add': {
    ask: z.strictObject({ accountId: IdField, name: ShortText, role: partyRole, phones: z.array(PhoneField).max(2), from: DayField }),
    answer: z.object({ partyId: IdField }),
  },
  /** The last day on which the party belongs to the account; whoever was bound as it sees nothing from then on. */
  'party.end': { ask: z.strictObject({ accountId: IdField, partyId: IdField, to: DayField }), answer: z.object({ to: DayField }) },
  /** To whom reminders go first; null: to the registered one. */
  'party.speak': { ask: z.strictObject({ accountId: IdField, partyId: IdField.nullable() }), answer: z.object({ saved: z.literal(true) }) },
} as const
