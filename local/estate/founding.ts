import { PRIVACY_VERSION } from '../../types/privacy'
import { createHash, randomInt } from 'node:crypto'
import type { LocalCloud } from '../cloud'
import type { DemoPerson } from '../people'

/** What a deploy does for a new community: writes it down, with a one-use code for its first manager. */
export type Founded = { readonly communityId: string; readonly managerCode: string }
export type CommunityFacts = { readonly communityId: string; readonly name: string; readonly companyName: string; readonly counterPhone: string }

const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 8
const CODE_LIVES_MS = 7 * 86_400_000

export async function found(cloud: LocalCloud, facts: CommunityFacts): Promise<Founded> {
  const { communityId, name, companyName, counterPhone } = facts
  await insert(cloud, 'communities', {
    _id: communityId, name, companyName, counterPhone, payees: [{ payeeId: `${communityId}-company`, name: companyName }], payeeOf: {}, paused: false,
  })
  const managerCode = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
  await insert(cloud, 'invitations', {
    _id: `invitation-${createHash('sha256').update(managerCode).digest('hex')}`, communityId, kind: 'staff', accountId: null, relation: null,
    roles: ['manager'], buildings: [], name: '林经理', issuedBy: 'deploy', usedBy: null,
    expiresAt: `${new Date(cloud.clock.nowMs() + CODE_LIVES_MS + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`,
  })
  return { communityId, managerCode }
}

/** Straight into the database, as a deploy writes: there is nobody yet whom a function could trust. */
async function insert(cloud: LocalCloud, collectionName: string, doc: object): Promise<void> {
  const answer = await fetch(`${cloud.database.url()}/admin?env=nuancui-local`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: 'local' },
    body: JSON.stringify({ action: 'database.insertDocument', collectionName, data: [JSON.stringify(doc)] }),
  })
  const { code, message } = (await answer.json()) as { code?: string; message?: string }
  if (code) throw new Error(`founding: ${code} ${message}`)
}

type Reply<T> = { ok: true; value: T } | { ok: false; refusal: string; says: string }

/** A question that the story relies on: a refusal here is a broken story, so it is thrown in words. */
export async function ask<T>(cloud: LocalCloud, fn: 'resident' | 'staff', openid: string, action: string, question: object): Promise<T> {
  const reply = await cloud.call<Reply<T>>(fn, openid, action, question)
  if (!reply.ok) throw new Error(`estate: ${action} as ${openid} was refused: ${reply.refusal} ${reply.says}`)
  return reply.value
}

const STAFF = [
  { key: 'finance', name: '周会计', roles: ['finance'], shows: '财务：出账准备、对账、小批放行' },
  { key: 'collector', name: '陈收费', roles: ['collector'], shows: '收费员：只看自己负责的楼栋' },
] as const

/** The demo staff of one community: a manager by the one-use code, the others by the manager's invitation. */
export async function hireStaff(cloud: LocalCloud, founded: Founded, shortName: string, buildings: readonly string[]): Promise<readonly DemoPerson[]> {
  const { communityId, managerCode } = founded
  const openidOf = (key: string) => `staff-${key}-${communityId}`
  const manager: DemoPerson = { openid: openidOf('manager'), name: `林经理 · ${shortName}`, role: 'manager', communityId, shows: '项目经理：导入、出账、放行、审批' }
  await ask(cloud, 'resident', manager.openid, 'bind.invited', { code: managerCode })
  const others = await Promise.all(
    STAFF.map(async ({ key, name, roles, shows }): Promise<DemoPerson> => {
      const { code } = await ask<{ code: string }>(cloud, 'staff', manager.openid, 'staff.invite', { communityId, name, roles, buildings })
      await ask(cloud, 'resident', openidOf(key), 'bind.invited', { code })
      return { openid: openidOf(key), name: `${name} · ${shortName}`, role: key, communityId, shows }
    }),
  )
  return [manager, ...others]
}

/** Imports a ledger and publishes every tariff it brought, as a manager would on the first day. */
export async function takeOver(cloud: LocalCloud, manager: string, communityId: string, file: Buffer, basis: string): Promise<void> {
  const { importId } = await ask<{ importId: string }>(cloud, 'staff', manager, 'ledger.preview', { communityId, file: { base64: file.toString('base64') } })
  await ask(cloud, 'staff', manager, 'ledger.confirm', { importId })
  const { tariffs } = await ask<{ tariffs: { tariffId: string; state: string }[] }>(cloud, 'staff', manager, 'tariff.list', { communityId })
  for (const { tariffId, state } of tariffs) {
    if (state === 'draft') await ask(cloud, 'staff', manager, 'tariff.publish', { tariffId, basis })
  }
}

/** Binds a person as residents do: consent, the phone's own number, then room and name. */
export async function bindByPhone(cloud: LocalCloud, openid: string, room: string, registeredName: string): Promise<string> {
  await ask(cloud, 'resident', openid, 'privacy.accept', { version: PRIVACY_VERSION })
  const answer = await cloud.http('/local/wechat/phone', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ openid }),
  })
  const { code } = (await answer.json()) as { code: string }
  await ask(cloud, 'resident', openid, 'bind.phone', { code })
  const { account } = await ask<{ account: { accountId: string } }>(cloud, 'resident', openid, 'bind.prove', {
    room, nameEnding: [...registeredName].pop() ?? '',
  })
  return account.accountId
}
