import { PRIVACY_VERSION } from '@contract/privacy'
import type { Act, Visit } from '../month'
import { agree } from './consents'

/** Lets family in by a code; they too may ask for messages. */
export const invitesFamily: Act = async (visit) => {
  const { month, resident } = visit
  const { accountId, family, label } = resident.home
  const invited = await month.calls.resident(resident.openid, 'family.invite', { accountId, relation: 'family' })
  if (!invited.ok) return month.broke('everybody_gets_in', `family.invite of ${label}: ${invited.refusal}`)
  await joins(visit, family, invited.value.code)
  resident.hasFamily = true
  if (visit.lot.chance(50)) await agree(visit, 'bill_due', { openid: family })
}

/** A new phone with a WeChat of its own: leaves with the old one, and proves room and name with the new one. */
export const changesPhone: Act = async (visit) => {
  const { resident } = visit
  const { newPhone } = resident.home
  if (resident.openid === newPhone) return
  await leaves(visit)
  await provesHome(visit, newPhone)
  resident.openid = newPhone
}

/** Has everything about themselves erased, debts or not, and comes back another time as a stranger with the same phone. */
export const isForgotten: Act = async (visit) => {
  const { month, resident } = visit
  const { accountId, label } = resident.home
  const { openid } = resident
  const erased = await month.calls.resident(openid, 'privacy.erase', { confirm: '注销' })
  // WeChat may hold some of their money: then nobody is forgotten yet.
  if (!erased.ok && erased.refusal === 'ERASE_PAYMENT_UNDER_WAY') return
  if (!erased.ok) return month.broke('everybody_gets_in', `privacy.erase of ${label}: ${erased.refusal}`)
  const { bound, accepted, forgotten } = month.memory
  bound.set(`${accountId} ${openid}`, false)
  for (const key of accepted.keys()) if (key.startsWith(`${openid}:`)) accepted.delete(key)
  forgotten.add(openid)
  const seen = await month.calls.resident(openid, 'home.show', { accountId })
  if (seen.ok) month.broke('who_left_sees_nothing', `${label} is still shown to a person who is forgotten`)
}
/** A forgotten person proves anew; whoever was not forgotten is bound already, which is no different. */
export const comesBack: Act = (visit) => provesHome(visit, visit.resident.openid)

/** Consent, the phone's own number, room and name (rules §14). */
async function provesHome({ month, resident }: Visit, openid: string): Promise<void> {
  const { calls, memory, broke } = month
  const { accountId, label, name } = resident.home
  await calls.resident(openid, 'privacy.accept', { version: PRIVACY_VERSION })
  // A code that a crash has spent is followed by another tap on the phone's own button.
  for (let taps = 0; taps < 3; taps += 1) {
    const { code } = (await calls.wechat('phone', { openid })) as { code: string }
    if ((await calls.resident(openid, 'bind.phone', { code })).ok) break
  }
  const proved = await calls.resident(openid, 'bind.prove', { room: label, nameEnding: [...name].pop() ?? '' })
  if (proved.ok) memory.bound.set(`${accountId} ${openid}`, true)
  else broke('everybody_gets_in', `bind.prove of ${label}: ${proved.refusal}`)
}

/** The same, for somebody who comes to the counter: the manager's code opens the account. */
export const isInvitedBack: Act = async (visit) => {
  const { month, resident } = visit
  const { accountId, newPhone, label } = resident.home
  if (resident.openid === newPhone) return
  await leaves(visit)
  const issued = await month.calls.staff(month.town.staff.manager, 'invite.issue', { accountId, relation: 'owner' })
  if (!issued.ok) return month.broke('everybody_gets_in', `invite.issue of ${label}: ${issued.refusal}`)
  await joins(visit, newPhone, issued.value.code)
  resident.openid = newPhone
}

async function joins({ month, resident }: Visit, openid: string, code: string): Promise<void> {
  const { accountId, label } = resident.home
  const joined = await month.calls.resident(openid, 'bind.invited', { code })
  if (joined.ok) month.memory.bound.set(`${accountId} ${openid}`, true)
  else month.broke('everybody_gets_in', `bind.invited of ${label}: ${joined.refusal}`)
}

/** Whoever has left sees nothing from that second on (F44). */
async function leaves({ month, resident }: Visit): Promise<void> {
  const { calls, broke, memory } = month
  const { accountId, label } = resident.home
  const listed = await calls.resident(resident.openid, 'family.list', { accountId })
  const mine = listed.ok ? listed.value.people.find((person) => person.you) : undefined
  if (!mine) return broke('everybody_gets_in', `family.list of ${label} without its own person`)
  const left = await calls.resident(resident.openid, 'family.revoke', { bindingId: mine.bindingId })
  // A crash after the deed: asked again, there is nobody left to take out.
  if (!left.ok && left.refusal !== 'BINDING_NOT_FOUND') return broke('everybody_gets_in', `family.revoke of ${label}: ${left.refusal}`)
  memory.bound.set(`${accountId} ${resident.openid}`, false)
  const seen = await calls.resident(resident.openid, 'home.show', { accountId })
  if (seen.ok) broke('who_left_sees_nothing', `${label} is still shown to a phone that left`)
}
