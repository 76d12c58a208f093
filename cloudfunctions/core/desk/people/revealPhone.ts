import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { auditRow } from './audit'
import { permitAccount } from './permit'

type Ask = { accountId: string; purpose: string }

/** account.reveal: the whole numbers, after the look at them has been written down with its purpose. */
export async function revealPhone(
  { accountId, purpose }: Ask, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'account.reveal'>>> {
  const allowed = await permitAccount(world, caller, accountId, 'reveal_phone')
  if (!allowed.ok) return allowed
  const { account } = allowed.value
  const { communityId, phones } = account
  const facts = { communityId, by: caller.openid, act: 'account.reveal', on: accountId, detail: purpose }
  await world.store.addNew('audit', [auditRow(world, facts)])
  return accept({ phones: [...phones] })
}
