import type { Day } from '@contract/calendar'
import type { Account, Binding, Relation } from '@core/store/records'

/** A person's words for what they are to an account. */
export const RELATION_WORDS: Record<Relation, string> = {
  owner: '业主', family: '家人', tenant: '租客', company: '企业联系人',
}

/** Who may let others see the account, and take it back: its owner, or the company that holds it. */
export function managesPeople(binding: Pick<Binding, 'relation'>): boolean {
  return binding.relation === 'owner' || binding.relation === 'company'
}

/** Longer names of shops and offices are companies'; personal names have at most four characters. */
const PERSONAL_NAME_MAX = 4
export function registeredRelation(account: Pick<Account, 'kind' | 'name'>): Relation {
  return account.kind === 'commercial' && [...account.name].length > PERSONAL_NAME_MAX ? 'company' : 'owner'
}

/** An owner stands under the registered name; of the others we know no name. */
export function nameFor(relation: Relation, account: Pick<Account, 'name'>): string {
  return relation === 'owner' ? account.name : RELATION_WORDS[relation]
}

/** A tenant sees the tenancy's bills only (rules §3): those of the day it was let in and after. */
export function seesFrom(relation: Relation, today: Day): Day | null {
  return relation === 'tenant' ? today : null
}
