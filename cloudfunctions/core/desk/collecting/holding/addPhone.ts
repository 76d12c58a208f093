import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { maskPhone } from '@core/domain/people/mask'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, present, put } from '@core/store/store'
import { notOwnHome } from './holdFacts'

type Ask = { readonly accountId: string; readonly phone: string; readonly note: string }
type Phones = StaffAnswer<'phone.add'>

const PHONES_MAX = 4

/**
 * phone.add: the number that was found for a household. Its holder may then bind by it with room and
 * name, so adding one approves a binding in advance: that is the manager's (roles).
 */
export async function addPhone({ accountId, phone, note }: Ask, caller: Caller, world: World): Promise<Outcome<Phones>> {
  const allowed = await permitAccount(world, caller, accountId, 'issue_invitation')
  if (!allowed.ok) return allowed
  const own = await notOwnHome([accountId], caller, world)
  if (!own.ok) return own
  const { communityId } = allowed.value.account
  const row = auditRow(world, { communityId, by: caller.openid, act: 'phone.add', on: accountId, detail: `${maskPhone(phone)}：${note}` })
  return world.store.change({ account: ['accounts', accountId] }, ({ account }): Decision<Outcome<Phones>> => {
    const now = present(account, 'the account')
    if (now.phones.includes(phone)) return { writes: [], result: refuse('PHONE_KNOWN') }
    if (now.phones.length >= PHONES_MAX) return { writes: [], result: refuse('PHONES_FULL') }
    const next = { ...now, phones: [...now.phones, phone] }
    return { writes: [put('accounts', next), insert('audit', row)], result: accept({ phonesMasked: next.phones.map(maskPhone) }) }
  })
}
