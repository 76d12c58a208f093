import type { ResidentAction, ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import type { StaffAction, StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../local/cloud'
import { bindByPhone, found, hireStaff, takeOver } from '../local/estate/founding'
import { type LedgerLine, writeLedger } from '../local/estate/workbook'
import type { DemoPerson } from '../local/people'

/** A small community on a cloud of its own, with the real functions: where every test of behaviour lives. */
export const COMMUNITY = 'c-test'
const CUTOFF = '2026-06-30'
export const MORNING = '2026-07-01T09:00:00+08:00'

const line = (room: string, name: string, changed: Partial<LedgerLine> = {}): LedgerLine => ({
  building: '1栋', unit: '1单元', room, name, phone: `1990001${room.padStart(4, '0')}`, area: '100', price: '2', paidThrough: CUTOFF, months: 0, owed: '0',
  ...changed,
})
/** 101 owes two months, 102 one, 103 nothing, 104 has prepaid; 201 lives in another building. */
export const HOUSEHOLDS: readonly LedgerLine[] = [
  line('101', '甲一', { paidThrough: '2026-04-30', months: 2, owed: '400.00' }),
  line('102', '乙二', { paidThrough: '2026-05-31', months: 1, owed: '200.00' }),
  line('103', '丙三'),
  line('104', '丁四', { owed: '-500.00', remark: '预缴' }),
  line('201', '戊五', { building: '2栋', paidThrough: '2026-05-31', months: 1, owed: '200.00' }),
]

export type Town = {
  readonly cloud: LocalCloud
  /** Where the cloud keeps everything: another one may be started there when this one has stopped. */
  readonly dir: string
  readonly staff: { readonly manager: string; readonly finance: string; readonly collector: string }
  /** What the function answered, refusals too. */
  resident<A extends ResidentAction>(openid: string, action: A, ask: ResidentAsk<A>): Promise<Reply<ResidentAnswer<A>>>
  staffed<A extends StaffAction>(openid: string, action: A, ask: StaffAsk<A>): Promise<Reply<StaffAnswer<A>>>
  /** Binds a resident of `room` by phone, once; returns the openid and the account. */
  moveIn(room: string): Promise<{ openid: string; accountId: string }>
  /** Publishes a month's bills. */
  bill(period: string): Promise<number>
  /** Quote and order for everything due, or for the bills named; returns the order's number. */
  order(openid: string, ask?: ResidentAsk<'pay.quote'>): Promise<string>
  /** Documents of one collection, as they lie in the database. */
  look<T>(collection: string, query?: object): Promise<readonly T[]>
  faults(inForce: object): Promise<void>
  holds(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** The value of an answer; a refusal is a failed test that says which. */
export function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`refused: ${reply.refusal} ${reply.says}`)
  return reply.value
}

export type TownWish = { readonly clockStartsAt?: string; readonly households?: readonly LedgerLine[]; readonly env?: Record<string, string> }

export async function openTown(options: TownWish = {}): Promise<Town> {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-town-'))
  const households = options.households ?? HOUSEHOLDS
  const cloud = await startLocalCloud({
    dir, port: 0, timers: false, flush: false, clockStartsAt: options.clockStartsAt ?? MORNING, env: options.env ?? {},
  })
  try {
    return await settle(cloud, households, dir)
  } catch (error) {
    await cloud.stop()
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
}

async function settle(cloud: LocalCloud, households: readonly LedgerLine[], dir: string): Promise<Town> {
  const founded = await found(cloud, { communityId: COMMUNITY, name: '测试里', companyName: '测试里物业', counterPhone: '0571-5550111' })
  const staff = await hireStaff(cloud, founded, '测试里', ['1栋'])
  const [manager = '', finance = '', collector = ''] = staff.map((person) => person.openid)
  await takeOver(cloud, manager, COMMUNITY, await writeLedger('测试里物业服务费收缴台账', CUTOFF, households), '物业服务合同第六条')
  const owners = households.map((household): DemoPerson => ({
    openid: `owner-${household.room}`, name: household.name, role: 'owner', communityId: COMMUNITY, phone: household.phone, shows: household.room,
  }))
  const guests = ['guest-a', 'guest-b', 'stranger'].map((openid): DemoPerson => ({
    openid, name: openid, role: 'family', communityId: COMMUNITY, shows: openid,
  }))
  cloud.people.settle([...staff, ...owners, ...guests])
  return townOf(cloud, { manager, finance, collector }, households, dir)
}

function townOf(cloud: LocalCloud, staff: Town['staff'], households: readonly LedgerLine[], dir: string): Town {
  const bound = new Map<string, Promise<{ openid: string; accountId: string }>>()
  const post = (path: string, body: object) =>
    cloud.http(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const town: Town = {
    cloud,
    dir,
    staff,
    resident: (openid, action, ask) => cloud.call('resident', openid, action, ask),
    staffed: (openid, action, ask) => cloud.call('staff', openid, action, ask),
    moveIn(room) {
      const known = bound.get(room)
      if (known) return known
      const household = households.find((one) => one.room === room)
      if (!household) throw new Error(`nobody lives at ${room}`)
      const openid = `owner-${room}`
      const place = `${household.building}${household.unit}${room}`
      const moving = bindByPhone(cloud, openid, place, household.name).then((accountId) => ({ openid, accountId }))
      bound.set(room, moving)
      return moving
    },
    async bill(period) {
      const { runId } = value(await town.staffed(staff.manager, 'billing.preview', { communityId: COMMUNITY, period }))
      return value(await town.staffed(staff.manager, 'billing.publish', { runId })).published
    },
    async order(openid, ask = {}) {
      const { quoteId } = value(await town.resident(openid, 'pay.quote', ask))
      const started = value(await town.resident(openid, 'pay.start', { quoteId }))
      if (!('outTradeNo' in started)) throw new Error('nothing was left to pay')
      return started.outTradeNo
    },
    async look(collection, query = {}) {
      const answer = await cloud.http(`/local/db/${collection}?query=${encodeURIComponent(JSON.stringify(query))}&limit=1000`)
      return ((await answer.json()) as { list: never[] }).list
    },
    async faults(inForce) {
      const answer = await post('/local/wechat/faults', { clear: true, ...inForce })
      if (!answer.ok) throw new Error(`faults: ${await answer.text()}`)
    },
    async holds() {
      const { rules } = value(await town.staffed(staff.finance, 'books.audit', { communityId: COMMUNITY }))
      return rules.flatMap((rule) => rule.broken)
    },
    async stop() {
      await cloud.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  return town
}

/** The payer's finger on the sheet; ends when the first notice has been answered. */
export async function pay(town: Town, outTradeNo: string, outcome: 'success' | 'cancel' | 'silent' = 'success'): Promise<void> {
  await town.cloud.wechat.fingertip({ outTradeNo, outcome })
  await town.cloud.wechat.idle()
}
