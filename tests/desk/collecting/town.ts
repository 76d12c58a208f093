import type { Day, Instant } from '@contract/calendar'
import type { StaffRole } from '@contract/contract/staff'
import { withOpen } from '@core/domain/paying/account'
import { bindingId } from '@core/desk/people/ids'
import type { World } from '@core/shell/world'
import type { Account, Collection, Message, OpenBill, PremisesKind, Relation } from '@core/store/records'
import type { Store } from '@core/store/store'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions, FUNCTIONS_DIR } from '../../../config/build/functions'
import { type LocalCloud, startLocalCloud } from '../../../local/cloud'
import { functionEnvironment } from '../../../local/cloudbase/functions/platform'
import { bill, NEVER } from '../../domain/collecting/facts'

/** A community on a local cloud: accounts, people bound to them, phones with accepts, the real functions. */
export type Said<T> = { ok: true; value: T } | { ok: false; refusal: string; says: string; next: string }
export type Inbox = readonly { readonly at: string; readonly templateKey: string; readonly lines: readonly { says: string; value: string }[] }[]
export type Home = {
  readonly id: string
  readonly open?: readonly OpenBill[]
  readonly kind?: PremisesKind
  readonly building?: string
  readonly more?: Partial<Account>
}
export type Bound = { readonly openid: string; readonly accountId: string; readonly relation?: Relation; readonly accepts?: number }
export type Town = Awaited<ReturnType<typeof openTown>>

export const COMMUNITY = 'c1'
const STAFF: Readonly<Record<string, { roles: StaffRole[]; buildings: string[] }>> = {
  oManager: { roles: ['manager'], buildings: [] },
  oFinance: { roles: ['finance'], buildings: [] },
  oSteward: { roles: ['steward'], buildings: ['1栋'] },
  oCollector: { roles: ['collector'], buildings: ['2栋'] },
}

export async function openTown(startsAt: string) {
  await buildFunctions({ only: ['resident', 'staff', 'daily', 'sweep', 'payNotify'] })
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-collecting-'))
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, clockStartsAt: startsAt, functionsDir: FUNCTIONS_DIR })
  const store = await storeOver(cloud)
  await store.addNew('communities', [{
    _id: COMMUNITY, name: '金桂花园', companyName: '桂湖物业', counterPhone: '02388886666', payees: [{ payeeId: 'p1', name: '桂湖物业' }],
    payeeOf: {}, paused: false,
  }])
  await store.addNew('staff', Object.entries(STAFF).map(([openid, { roles, buildings }]) => ({
    _id: `${COMMUNITY}:${openid}`, communityId: COMMUNITY, openid, name: `员工${openid.slice(1)}`, roles, buildings,
    state: 'active' as const, since: '2026-01-01' as Day,
  })))
  const people: string[] = []
  const local = async <T>(path: string, body?: object): Promise<T> => {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    return (await (await cloud.http(`/local/wechat/${path}`, init)).json()) as T
  }
  return {
    cloud, store,
    resident: <T>(openid: string, action: string, ask: unknown = {}) => cloud.call<Said<T>>('resident', openid, action, ask),
    staff: <T>(openid: string, action: string, ask: unknown = {}) => cloud.call<Said<T>>('staff', openid, action, ask),
    settle: (homes: readonly Home[]) => store.addNew('accounts', homes.map(accountOf)),
    /** Binds people; each accept is tapped on the phone and told to the cloud, as the app does. */
    async bind(bound: readonly Bound[]): Promise<void> {
      people.push(...bound.map(({ openid }) => openid))
      cloud.wechat.setPeople([...new Set(people)].map((openid) => ({ openid, name: openid })))
      await store.addNew('bindings', bound.map(({ openid, accountId, relation = 'owner' }) => ({
        _id: bindingId(accountId, openid), openid, accountId, communityId: COMMUNITY, relation, name: openid, state: 'active' as const,
        since: '2026-01-01' as Day, seesFrom: null, how: 'invitation' as const,
      })))
      for (const { openid, accepts = 1 } of bound) for (let i = 0; i < accepts; i += 1) await this.accept(openid, 'bill_due')
    },
    async accept(openid: string, templateKey: string): Promise<void> {
      const { id } = JSON.parse(cloud.wechat.env()['WECHAT_TEMPLATES'] ?? '{}')[templateKey] as { id: string }
      await local('subscribe', { openid, templateIds: [id], accept: [id] })
      await cloud.call('resident', openid, 'consent.record', { accepted: [templateKey], refused: [] })
    },
    inbox: async (openid: string) => (await local<{ messages: Inbox }>(`messages?openid=${openid}`)).messages,
    faults: (faults: object) => local('faults', faults),
    local,
    daily: () => fire(cloud, 'daily'),
    sweep: () => fire(cloud, 'sweep'),
    at: (text: string) => cloud.clock.jump(`${text}+08:00`, { timers: false }),
    /** A world in this process, over the same database and the same WeChat: for two senders at one moment. */
    async world(): Promise<World> {
      const offset = cloud.clock.nowMs() - Date.now()
      Object.assign(process.env, functionEnvironment(`${cloud.database.url()}/admin`, cloud.wechat.env()), {
        NUANCUI_MODE: 'local', NUANCUI_ORDER_PREFIX: 'L', NUANCUI_CLOCK_OFFSET_MS: String(Math.round(offset)),
      })
      const { cloudWorld } = await import('@core/shell/world')
      return cloudWorld()
    },
    messages: (accountId: string): Promise<readonly Message[]> => store.find('messages', { where: { accountId }, sort: [['createdAt', 1]], limit: 100 }),
    async close(): Promise<void> {
      await cloud.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function fire(cloud: LocalCloud, fn: string): Promise<void> {
  const run = await cloud.timer(fn)
  if (!run.ok) throw new Error(`${fn}: ${JSON.stringify(run)}`)
}

async function storeOver(cloud: LocalCloud): Promise<Store> {
  Object.assign(process.env, functionEnvironment(`${cloud.database.url()}/admin`, {}))
  // Required now, not above: the SDK reads where its database is when it is first used.
  const { cloudbaseStore } = await import('@core/store/cloudbase')
  return cloudbaseStore()
}

function accountOf({ id, open = [bill('2026-06-30')], kind = 'residential', building = '1栋', more = {} }: Home): Account {
  const empty: Account = {
    _id: id, communityId: COMMUNITY, label: `${building}${id}`, building, name: '王建国', phones: [], kind, open: [], outstanding: 0 as never, oldestDueOn: null,
    nextActOn: null, prepaid: [], openOrders: [], holds: [], plans: [],
    reminded: NEVER, internalNotes: ['内部备注'], createdAt: '2026-01-01T09:00:00.000+08:00' as Instant,
  }
  return withOpen({ ...empty, ...more }, open.map((one) => ({ ...one, billId: `${id}-${one.billId}` })))
}

/** A mark of everything in the database, to see what a day with nothing new writes. */
export async function marksOf(cloud: LocalCloud, collections: readonly Collection[]): Promise<Record<string, string>> {
  const shown = await Promise.all(collections.map(async (name) => {
    const text = await (await cloud.http(`/local/db/${name}?limit=1000`)).text()
    return [name, createHash('sha256').update(text).digest('hex')] as const
  }))
  return Object.fromEntries(shown)
}
