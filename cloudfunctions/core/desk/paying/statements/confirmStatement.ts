import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { ownAccount } from '@core/desk/people/residentAccount'
import { acknowledged, confirmable, confirmText, type ConfirmFacts } from '@core/domain/paying/confirmation'
import { managesPeople } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Community, Confirmation } from '@core/store/records'
import { type Decision, insert, present, put } from '@core/store/store'
import { createHash } from 'node:crypto'

type Asked = ResidentAnswer<'statement.ask'>
type Answer = Outcome<ResidentAnswer<'statement.confirm'>>

/** statement.ask: the text to read before confirming; null for whoever may not confirm, or when nothing is to be confirmed. */
export async function askConfirmation({ accountId }: { accountId?: string | undefined }, caller: Caller, world: World): Promise<Outcome<Asked>> {
  const own = await ownAccount(world, caller, accountId)
  if (!own.ok) return own
  const { account, binding } = own.value
  const community = present(await world.store.get('communities', account.communityId), 'the community')
  const ready = confirmable(account, world.today)
  const [last] = await world.store.find('confirmations', { where: { accountId: account._id }, sort: [['createdAt', -1]], limit: 1 })
  const text = confirmText(account, ready, factsOf(community, world))
  const isAsked = managesPeople(binding) && ready.bills.length > 0
  return accept({
    confirm: isAsked ? { text, textHash: hashOf(text), total: ready.total, count: ready.bills.length, counterPhone: community.counterPhone } : null,
    ...(last ? { last: { on: last.on, total: last.total } } : {}),
  })
}

/**
 * statement.confirm: an owner, or the company that holds the account, acknowledges what is owed
 * (rules §7). The text is made again from the account as it is in the transaction: what was read is
 * what is confirmed, or nothing is. The same text twice is one confirmation.
 */
export async function confirmStatement(
  { accountId, textHash }: { accountId?: string | undefined; textHash: string }, caller: Caller, world: World,
): Promise<Answer> {
  const own = await ownAccount(world, caller, accountId)
  if (!own.ok) return own
  const { account, binding } = own.value
  if (!managesPeople(binding)) return refuse('CONFIRM_OWNER_ONLY')
  const community = present(await world.store.get('communities', account.communityId), 'the community')
  const id = `confirm:${account._id}:${textHash.slice(0, 32)}`
  const audit = auditRow(world, { communityId: account.communityId, by: binding._id, act: 'statement.confirm', on: account._id, detail: textHash })
  return world.store.change({ account: ['accounts', account._id], known: ['confirmations', id] }, ({ account: found, known }): Decision<Answer> => {
    if (known) return { writes: [], result: accept({ on: known.on }) }
    const now: Account = present(found, 'the account')
    const ready = confirmable(now, world.today)
    const text = confirmText(now, ready, factsOf(community, world))
    if (ready.bills.length === 0 || hashOf(text) !== textHash) return { writes: [], result: refuse('CONFIRM_CHANGED') }
    const confirmation: Confirmation = {
      _id: id, communityId: now.communityId, accountId: now._id, by: binding._id, text, textHash,
      billIds: ready.bills.map(({ billId }) => billId), total: ready.total, on: world.today, createdAt: world.now,
    }
    return {
      writes: [put('accounts', acknowledged(now, ready, world.today)), insert('confirmations', confirmation), insert('audit', audit)],
      result: accept({ on: world.today }),
    }
  })
}

function factsOf({ companyName, counterPhone }: Community, { today }: World): ConfirmFacts {
  return { company: companyName, counterPhone, today }
}
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
