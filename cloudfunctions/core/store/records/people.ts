import type { Day, Instant } from '@contract/calendar'
import type { StaffRole } from '@contract/contract/staff'

/** Who a WeChat user is here, and who did what. */

export type Person = {
  /** openid. */
  readonly _id: string
  readonly phone: string | null
  readonly privacy: { readonly version: string; readonly at: Instant } | null
  readonly bindFailures: number
  /** Wrong invitation codes in the clock hour named, `YYYY-MM-DDTHH`; absent until the first. */
  readonly codeFailures?: { readonly hour: string; readonly count: number }
  readonly createdAt: Instant
  /** When this person wants to be reminded, and whether; absent until the first wish. */
  readonly reminders?: ReminderWish
  /** Since when this person is being forgotten: `sweep` ends what was cut off. */
  readonly leavingSince?: Instant
}

/** `on: false` is 免打扰: no reminder and no dunning message. `hour`: a whole hour of the day, not before which. */
export type ReminderWish = { readonly on: boolean; readonly hour: number }

export type Relation = 'owner' | 'family' | 'tenant' | 'company'

export type Binding = {
  readonly _id: string
  readonly openid: string
  readonly accountId: string
  readonly communityId: string
  readonly relation: Relation
  readonly name: string
  readonly state: 'active' | 'revoked'
  readonly since: Day
  /** A tenant sees only bills of days from here on (rules §3). */
  readonly seesFrom: Day | null
  readonly how: 'phone' | 'invitation'
  /** Bound as this party of the account; absent: as the registered one, or by an invitation. */
  readonly partyId?: string
}

export type Invitation = {
  /** A digest of the code: the code itself is not kept. */
  readonly _id: string
  readonly communityId: string
  readonly kind: 'account' | 'staff'
  readonly accountId: string | null
  readonly relation: Relation | null
  readonly roles: readonly StaffRole[]
  readonly buildings: readonly string[]
  readonly name: string
  readonly issuedBy: string
  readonly expiresAt: Instant
  readonly usedBy: string | null
}

export type StaffMember = {
  readonly _id: string
  readonly communityId: string
  readonly openid: string
  readonly name: string
  readonly roles: readonly StaffRole[]
  /** Own buildings of a collector or steward; empty means none, unless a wider role is held. */
  readonly buildings: readonly string[]
  readonly state: 'active' | 'revoked'
  readonly since: Day
}

/** Who did what to what: appended, never changed. */
export type AuditRow = {
  readonly _id: string
  readonly communityId: string
  readonly at: Instant
  readonly by: string
  readonly act: string
  readonly on: string
  readonly detail: string
}
