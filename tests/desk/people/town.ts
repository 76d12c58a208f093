import type { Instant } from '@contract/calendar'
import type { StaffRole } from '@contract/contract/staff'
import { fen } from '@contract/money'
import type { Account, Invitation, Premises, PremisesKind, Relation } from '@core/store/records'
import type { Store } from '@core/store/store'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions, FUNCTIONS_DIR } from '../../../config/build/functions'
import { type LocalCloud, startLocalCloud } from '../../../local/cloud'

/** Two small communities on a local cloud, spoken to through the built functions as phones do. */
export const STARTS = '2026-07-01T09:00:00.000+08:00' as Instant
export const WANG = '13800000001'
export const LI = '13800000002'

export type Said<T = Record<string, unknown>> = { ok: true; value: T } | { ok: false; refusal: string; says: string; next: string }
export type Town = Awaited<ReturnType<typeof openTown>>

export async function openTown() {
  await buildFunctions({ only: ['resident', 'staff'] })
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-people-'))
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, clockStartsAt: STARTS, functionsDir: FUNCTIONS_DIR })
  const store = await storeOver(cloud)
  await settle(store)
  return {
    cloud, store,
    resident: <T = Record<string, unknown>>(openid: string, action: string, ask: unknown = {}) =>
      cloud.call<Said<T>>('resident', openid, action, ask),
    staff: <T = Record<string, unknown>>(openid: string, action: string, ask: unknown = {}) =>
      cloud.call<Said<T>>('staff', openid, action, ask),
    /** Gives these openids a phone in WeChat's world. */
    phones(numbers: Readonly<Record<string, string>>): void {
      cloud.wechat.setPeople(Object.entries(numbers).map(([openid, phone]) => ({ openid, name: openid, phone })))
    },
    /** What the phone button hands to the mini-program. */
    async phoneCode(openid: string): Promise<string> {
      const answer = await cloud.http('/local/wechat/phone', { method: 'POST', body: JSON.stringify({ openid }) })
      return ((await answer.json()) as { code: string }).code
    },
    /** Consent and a checked number: everything before the second proof. */
    async arrive(openid: string): Promise<void> {
      await cloud.call('resident', openid, 'privacy.accept', { version: '2026-06' })
      await cloud.call('resident', openid, 'bind.phone', { code: await this.phoneCode(openid) })
    },
    /** A binding as it is after somebody was invited. */
    async join(openid: string, accountId: string, relation: Relation): Promise<void> {
      const issued = await cloud.call<Said<{ code: string }>>('staff', 'oChen', 'invite.issue', { accountId, relation })
      if (!issued.ok) throw new Error(issued.refusal)
      const bound = await cloud.call<Said>('resident', openid, 'bind.invited', { code: issued.value.code })
      if (!bound.ok) throw new Error(bound.refusal)
    },
    async close(): Promise<void> {
      await cloud.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function storeOver(cloud: LocalCloud): Promise<Store> {
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.database.url()}/admin` }), TENCENTCLOUD_RUNENV: 'SCF', SCF_NAMESPACE: 'nuancui-local',
    TCB_ENV: 'nuancui-local', TENCENTCLOUD_REGION: 'ap-shanghai', TENCENTCLOUD_SECRETID: 'local', TENCENTCLOUD_SECRETKEY: 'local',
  })
  // Required now, not above: the SDK reads where its database is when it is first used.
  const { cloudbaseStore } = await import('@core/store/cloudbase')
  return cloudbaseStore()
}

const PAYEE = { payeeId: 'p1', name: '桂湖物业' }
const community = (id: string, name: string) => ({
  _id: id, name, companyName: '桂湖物业', counterPhone: '02388886666', payees: [PAYEE], payeeOf: {}, paused: false,
})

type Home = {
  id: string; name: string; phones: readonly string[]; building: string; unit: string; room: string
  kind?: PremisesKind; communityId?: string
}
const HOMES: readonly Home[] = [
  { id: 'a101', name: '王建国', phones: [WANG], building: '1栋', unit: '1单元', room: '101' },
  { id: 'a201', name: '李秀英', phones: [LI, '13800000009'], building: '2栋', unit: '1单元', room: '201' },
  { id: 's08', name: '桂湖商贸有限公司', phones: [WANG], building: '商业街', unit: '', room: 'S08', kind: 'commercial' },
  { id: 'b101', name: '赵大海', phones: ['13800000007'], building: '1栋', unit: '1单元', room: '101', communityId: 'c2' },
]
const DUE_ON = '2026-06-30' as Account['oldestDueOn'] & string
export const NOTE = '内部：上门时注意犬只，拒缴'

function accountOf({ id, name, phones, building, unit, room, kind = 'residential', communityId = 'c1' }: Home): Account {
  const bill = {
    billId: `bill-${id}`, item: 'property_fee', title: '物业服务费', period: '2026-06', payeeId: 'p1', dueOn: DUE_ON, outstanding: fen(12345),
  }
  return {
    _id: id, communityId, label: `${building}${unit}${room}`, building, name, phones, kind,
    open: [bill], outstanding: fen(12345), oldestDueOn: DUE_ON, nextActOn: null, prepaid: [], openOrders: [], holds: [], plans: [],
    reminded: { episode: null, courtesy: [], doNotContact: false }, internalNotes: [NOTE], createdAt: STARTS,
  }
}
function premisesOf({ id, building, unit, room, kind = 'residential', communityId = 'c1' }: Home): Premises {
  return {
    _id: `premises-${id}`, communityId, key: `${building}|${unit}|${room}`, label: `${building}${unit}${room}`, building, unit, room, kind,
    area: '89.5', tariffIds: [], createdAt: STARTS,
  }
}

export const STAFF: Readonly<Record<string, { roles: StaffRole[]; buildings: string[] }>> = {
  oChen: { roles: ['manager'], buildings: [] },
  oFang: { roles: ['finance'], buildings: [] },
  oCai: { roles: ['collector'], buildings: ['1栋'] },
  oGuan: { roles: ['steward'], buildings: ['1栋', '商业街'] },
  oJi: { roles: ['auditor'], buildings: [] },
}

async function settle(store: Store): Promise<void> {
  await store.addNew('communities', [community('c1', '金桂花园'), community('c2', '银杏苑')])
  await store.addNew('accounts', HOMES.map(accountOf))
  await store.addNew('premises', HOMES.map(premisesOf))
  await store.addNew('holdings', HOMES.map(({ id, communityId = 'c1' }) => ({
    _id: `holding-${id}`, communityId, accountId: id, premisesId: `premises-${id}`, from: '2020-01-01' as typeof DUE_ON, to: null,
  })))
  await store.addNew('staff', Object.entries(STAFF).map(([openid, { roles, buildings }]) => ({
    _id: `c1:${openid}`, communityId: 'c1', openid, name: openid, roles, buildings, state: 'active' as const, since: '2026-01-01' as typeof DUE_ON,
  })))
}

/** An invitation as the operator makes it in the database: the way the first manager comes in. */
export function operatorsInvitation(more: Partial<Invitation> & { _id: string }): Invitation {
  return {
    communityId: 'c2', kind: 'staff', accountId: null, relation: null, roles: ['manager'], buildings: [], name: '首任项目经理',
    issuedBy: 'operator:deploy', expiresAt: '2026-07-08T09:00:00.000+08:00' as Instant, usedBy: null, ...more,
  }
}
