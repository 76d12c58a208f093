import type { Day } from '@contract/calendar'
import type { Binding, Consent, Contact, ReminderWish } from '@core/store/records'
import { capReached } from './limits'

/** A bound person, and whether a reminder can still reach them. */
export type Reach = {
  readonly binding: Pick<Binding, 'openid' | 'relation' | 'since' | 'seesFrom'>
  readonly consent: Pick<Consent, 'quota' | 'lastOn'> | null
  /** Courtesy and dunning contacts of this person in the last 7 days, whatever the account. */
  readonly contacts: readonly Contact[]
  /** Whether, and from which hour on, this person wants to hear; absent: never said. */
  readonly wish?: ReminderWish | undefined
  /** The one who speaks for the account: reminded first. */
  readonly speaks?: boolean | undefined
}
export type Recipient =
  | { readonly openid: string; readonly hour: number | null }
  | { readonly none: 'NOT_BOUND' | 'PERSON_OFF' | 'NO_QUOTA' | 'PERSON_CAP' }

const ORDER = ['owner', 'company', 'family', 'tenant'] as const

/**
 * The one person who is reminded: whoever was named to speak for the account, else the owner, else the company's contact, else family who asked to
 * be. A tenant only where the account is the tenancy's own, that is, where nothing of it is hidden
 * from the tenant (rules §3). Who cannot be reached, or has chosen 免打扰, makes way for the next;
 * nobody gets it twice.
 */
export function recipientOf(people: readonly Reach[], today: Day): Recipient {
  const named = people
    .filter(({ binding }) => binding.relation !== 'tenant' || binding.seesFrom === null)
    .sort((a, b) => Number(b.speaks ?? false) - Number(a.speaks ?? false)
      || rank(a) - rank(b) || compare(a.binding.since, b.binding.since) || compare(a.binding.openid, b.binding.openid))
  if (named.length === 0) return { none: 'NOT_BOUND' }
  const willing = named.filter(({ wish }) => wish?.on !== false)
  if (willing.length === 0) return { none: 'PERSON_OFF' }
  // Whoever was told today, perhaps with the last accept, has had the day's message; that is no reason to phone.
  const free = willing.filter(({ consent, contacts }) => consent?.lastOn !== today && !capReached(contacts, today))
  const reached = free.find(({ consent }) => (consent?.quota ?? 0) > 0)
  if (reached) return { openid: reached.binding.openid, hour: reached.wish?.hour ?? null }
  return { none: free.length < willing.length ? 'PERSON_CAP' : 'NO_QUOTA' }
}

function rank({ binding }: Reach): number {
  return ORDER.indexOf(binding.relation)
}
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
