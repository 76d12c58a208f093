import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Binding } from '@core/store/records'
import { present } from '@core/store/store'

/** More than any family or company holds; a list is never cut in silence below it. */
const BINDINGS_MAX = 200

export type MyAccount = ResidentAnswer<'me.show'>['accounts'][number]

/** Read on every call: a revoked binding sees nothing from that second on (F44). Oldest first. */
async function activeBindings(world: World, openid: string): Promise<readonly Binding[]> {
  const where = { openid, state: 'active' } as const
  const found = await world.store.find('bindings', { where, limit: BINDINGS_MAX })
  return [...found].sort((a, b) => (`${a.since} ${a.accountId}` < `${b.since} ${b.accountId}` ? -1 : 1))
}

/** The person's accounts as every list of them shows them. */
export async function myAccounts(world: World, openid: string): Promise<MyAccount[]> {
  const bindings = await activeBindings(world, openid)
  const [accounts, communities] = await Promise.all([
    world.store.getMany('accounts', bindings.map((binding) => binding.accountId)),
    world.store.getMany('communities', [...new Set(bindings.map((binding) => binding.communityId))]),
  ])
  const names = new Map(communities.map(({ _id, name }) => [_id, name]))
  return bindings.flatMap(({ accountId, communityId, relation }) => {
    const account = accounts.find(({ _id }) => _id === accountId)
    if (!account) return []
    return [{ accountId, label: account.label, community: names.get(communityId) ?? '', relation }]
  })
}

/**
 * The account a resident asks about, and what the caller is to it. Every verb of residents comes
 * through here, so nobody reads an account by knowing its id (P40).
 *
 * With several accounts and none named it refuses ACCOUNT_UNCLEAR, because money must not be shown
 * or paid for the wrong home; `first` is for the screen on which one then chooses.
 */
export async function ownAccount(
  world: World, caller: Caller, accountId?: string, whenUnclear: 'refuse' | 'first' = 'refuse',
): Promise<Outcome<{ readonly account: Account; readonly binding: Binding }>> {
  const bindings = await activeBindings(world, caller.openid)
  const [first] = bindings
  if (!first) return refuse('NOT_BOUND')
  const unclear = accountId === undefined && bindings.length > 1
  if (unclear && whenUnclear === 'refuse') return refuse('ACCOUNT_UNCLEAR')
  const binding = accountId === undefined ? first : bindings.find((one) => one.accountId === accountId)
  if (!binding) return refuse('ACCOUNT_NOT_YOURS')
  const account = present(await world.store.get('accounts', binding.accountId), 'the bound account')
  return accept({ account, binding })
}

export async function myAccount(
  world: World, account: Account, relation: Binding['relation'],
): Promise<MyAccount> {
  const community = present(await world.store.get('communities', account.communityId), 'the community')
  return { accountId: account._id, label: account.label, community: community.name, relation }
}
