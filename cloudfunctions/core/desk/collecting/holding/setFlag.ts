import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permitAccount } from '@core/desk/people/permit'
import { FLAG_WORDS } from '@core/domain/collecting/holdWords'
import { withFlag } from '@core/domain/collecting/proposals'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { AccountFlag } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { notOwnHome } from './holdFacts'

type Ask = { readonly accountId: string; readonly flag: AccountFlag; readonly on: boolean; readonly note: string }
type Flags = StaffAnswer<'flag.set'>

/** flag.set: a fact about the household, for staff alone; set or taken back by a named person. */
export async function setFlag({ accountId, flag, on, note }: Ask, caller: Caller, world: World): Promise<Outcome<Flags>> {
  const allowed = await permitAccount(world, caller, accountId, 'decide_holds')
  if (!allowed.ok) return allowed
  const own = await notOwnHome([accountId], caller, world)
  if (!own.ok) return own
  const { communityId } = allowed.value.account
  const row = auditRow(world, { communityId, by: caller.openid, act: 'flag.set', on: accountId, detail: `${on ? '登记' : '取消'}${FLAG_WORDS[flag]}：${note}` })
  return world.store.change({ account: ['accounts', accountId] }, ({ account }): Decision<Outcome<Flags>> => {
    const now = present(account, 'the account')
    const is = (now.flags ?? []).includes(flag)
    const next = is === on ? now : withFlag(now, flag, on)
    const result = accept({ flags: (next.flags ?? []).map((one) => FLAG_WORDS[one]) })
    return { writes: next === now ? [] : [put('accounts', next), insert('audit', row)], result }
  })
}
