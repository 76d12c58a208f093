import type { Reach } from '@core/domain/collecting/recipient'
import { invariant } from '@core/domain/invariant'
import { consentId } from '@core/notify/quota'
import type { World } from '@core/shell/world'
import type { Account } from '@core/store/records'
import { REMINDER_TEMPLATE } from './standing'

const READ_MAX = 1000

export type Bound = Pick<Reach, 'binding' | 'consent' | 'wish' | 'speaks'>

/** The people bound to at most a hundred accounts, what they agreed to and wish for, in three reads for all of them. */
export async function peopleOf({ store }: World, accounts: readonly Account[]): Promise<(account: Account) => readonly Bound[]> {
  if (accounts.length === 0) return () => []
  const where = { accountId: { in: accounts.map((account) => account._id) }, state: 'active' } as const
  const bindings = await store.find('bindings', { where, limit: READ_MAX })
  // A list cut off in silence would take somebody who can be reached for nobody.
  invariant(bindings.length < READ_MAX, 'the people of a hundred accounts fit one answer')
  const openids = [...new Set(bindings.map((binding) => binding.openid))]
  const [persons, consents] = await Promise.all([
    store.getMany('persons', openids), store.getMany('consents', openids.map((openid) => consentId(openid, REMINDER_TEMPLATE))),
  ])
  return ({ _id, speaks }) => bindings.filter((one) => one.accountId === _id).map((binding) => ({
    binding, consent: consents.find((one) => one.openid === binding.openid) ?? null,
    wish: persons.find((one) => one._id === binding.openid)?.reminders, speaks: speaks !== undefined && binding.partyId === speaks,
  }))
}
