import type { LocalCloud } from '../cloud'
import type { DemoPerson } from '../people'
import { ask, bindByPhone, found, hireStaff, takeOver } from './founding'
import type { Estate } from './index'
import { type LedgerLine, writeLedger } from './workbook'

const COMMUNITY = { communityId: 'c-demo', name: '暖阳里', companyName: '暖阳里物业服务有限公司', counterPhone: '0571-5550188' }

type Household = LedgerLine & { readonly key: string; readonly shows: string }

type Owes = { readonly months: number; readonly owed: string }
const NOTHING: Owes = { months: 0, owed: '0' }
const home = (key: string, room: string, name: string, area: string, shows: string, owes = NOTHING): Household => ({
  key, building: '1栋', unit: '1单元', room, name, phone: phoneOf(room), area, price: '2.2', paidThrough: '', shows, ...owes,
})
/** Numbers that no operator gives out: the demo must not ring at a stranger's. */
function phoneOf(room: string): string {
  return `1990000${room.padStart(4, '0')}`
}

/** Who lives at 暖阳里, and what each of them shows. Prices and areas make whole fen, so the ledger adds up. */
const HOUSEHOLDS: readonly Household[] = [
  home('paid', '101', '赵淑芬', '88.5', '都已缴清，有收据'),
  home('due', '102', '钱建国', '101.5', '本月账单待缴'),
  home('overdue', '201', '孙晓梅', '76.0', '过了缴费日，可看提醒'),
  home('old', '202', '李志强', '120.0', '几个月没缴，有旧账', { months: 3, owed: '792.00' }),
  home('prepaid', '301', '周玉兰', '95.0', '预缴过，出账自动抵扣', { months: 0, owed: '-627.00' }),
  home('family', '302', '吴国华', '110.0', '儿子帮着看、帮着缴'),
  home('tenant', '401', '郑敏', '66.5', '租给了别人，租客能看能缴'),
  { ...home('shop', 'S01', '好邻居便利店', '54.0', '商铺，本月待缴'), building: '商铺', unit: '', price: '4.5', phone: '19900009001' },
]

/** The story of 暖阳里 up to `until`: every step is a call that a person or a timer could have made. */
export async function settleDemo({ cloud }: Estate, until: string): Promise<readonly DemoPerson[]> {
  const months = monthsUpTo(cloud.clock.now(), until)
  const founded = await found(cloud, COMMUNITY)
  const staff = await hireStaff(cloud, founded, COMMUNITY.name, ['1栋'])
  const manager = staff[0]?.openid ?? ''
  await takeOver(cloud, manager, COMMUNITY.communityId, await ledgerBefore(months[0] ?? ''), '2024年物业服务合同第八条')
  const residents = await moveIn(cloud, staff)

  for (const month of months) {
    for (const key of ['paid', 'due', 'overdue']) await agreeToMessages(cloud, residents.get(key)?.openid ?? '')
    await billMonth(cloud, manager, month)
    await liveTheDay(cloud)
    const day = `${month}-08T10:00:00+08:00`
    if (day >= until) break
    if (day > cloud.clock.now()) await cloud.clock.jump(day, { timers: false })
    const payers = month === months[months.length - 1] ? ['paid'] : ['paid', 'due', 'family', 'tenant', 'shop']
    for (const key of payers) await payAll(cloud, residents.get(key)?.openid ?? '')
    await liveTheDay(cloud)
  }
  if (until > cloud.clock.now()) await cloud.clock.jump(until, { timers: false })
  await liveTheDay(cloud)
  const stranger: DemoPerson = {
    openid: 'stranger-demo', name: '新邻居', role: 'owner', communityId: COMMUNITY.communityId, phone: '19900000999', shows: '还没有绑定房屋',
  }
  return [...staff, ...residents.values(), stranger]
}

/** Whole months from the story's beginning to its end, as `YYYY-MM`; the first is billed on its first days. */
function monthsUpTo(from: string, until: string): readonly string[] {
  const months: string[] = []
  let [year = 0, month = 0] = from.slice(0, 7).split('-').map(Number)
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`
    if (text > from.slice(0, 7) && billedAt(text) >= until) return months
    months.push(text)
    ;[year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
  }
}

/** A month is billed on the morning of its first day. */
function billedAt(month: string): string {
  return `${month}-01T09:00:00+08:00`
}

/** The ledger taken over: as of the last day of the month before the story. */
function ledgerBefore(firstMonth: string): Promise<Buffer> {
  const cutoff = new Date(Date.parse(`${firstMonth}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const lines = HOUSEHOLDS.map((household) => ({ ...household, paidThrough: monthEndBefore(cutoff, household.months) }))
  return writeLedger(`${COMMUNITY.name}物业服务费收缴台账`, cutoff, lines)
}
function monthEndBefore(cutoff: string, months: number): string {
  const [year = 0, month = 0] = cutoff.split('-').map(Number)
  return new Date(Date.UTC(year, month - months, 0)).toISOString().slice(0, 10)
}

async function moveIn(cloud: LocalCloud, staff: readonly DemoPerson[]): Promise<ReadonlyMap<string, DemoPerson>> {
  const { communityId } = COMMUNITY
  const owners = HOUSEHOLDS.map((household): DemoPerson => ({
    openid: `demo-${household.key}`, name: household.name, role: 'owner', communityId, phone: household.phone, shows: household.shows,
  }))
  const son: DemoPerson = { openid: 'demo-son', name: '吴小波', role: 'family', communityId, shows: '帮父亲吴国华看账单、缴费' }
  const renter: DemoPerson = { openid: 'demo-renter', name: '王租客', role: 'tenant', communityId, shows: '租客：只看租期内的账单' }
  cloud.people.settle([...staff, ...owners, son, renter])
  const residents = new Map<string, DemoPerson>()
  for (const [i, household] of HOUSEHOLDS.entries()) {
    const owner = owners[i]
    if (!owner) continue
    const room = `${household.building}${household.unit}${household.room}`
    residents.set(household.key, { ...owner, accountId: await bindByPhone(cloud, owner.openid, room, household.name) })
  }
  await invite(cloud, residents, 'family', son)
  await invite(cloud, residents, 'tenant', renter)
  return residents
}

async function invite(cloud: LocalCloud, residents: Map<string, DemoPerson>, relation: 'family' | 'tenant', guest: DemoPerson): Promise<void> {
  const owner = residents.get(relation)
  if (!owner?.accountId) throw new Error(`estate: nobody lives at ${relation}`)
  const { code } = await ask<{ code: string }>(cloud, 'resident', owner.openid, 'family.invite', { accountId: owner.accountId, relation })
  await ask(cloud, 'resident', guest.openid, 'bind.invited', { code })
  residents.set(`${relation}-guest`, { ...guest, accountId: owner.accountId })
}

async function billMonth(cloud: LocalCloud, manager: string, period: string): Promise<void> {
  if (billedAt(period) > cloud.clock.now()) await cloud.clock.jump(billedAt(period), { timers: false })
  const { runId } = await ask<{ runId: string }>(cloud, 'staff', manager, 'billing.preview', { communityId: COMMUNITY.communityId, period })
  await ask(cloud, 'staff', manager, 'billing.publish', { runId })
}

/** What the timers of a day would have done: a story that runs every minute of two months is too long a start. */
async function liveTheDay(cloud: LocalCloud): Promise<void> {
  for (const timer of ['daily', 'sweep', 'reconcile']) await cloud.timer(timer)
}

/** One tap on 到期前提醒我: the phone's prompt is answered through the address, as a phone would. */
async function agreeToMessages(cloud: LocalCloud, openid: string): Promise<void> {
  await cloud.http('/call/resident', {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-local-openid': openid },
    body: JSON.stringify({ action: 'consent.record', ask: { accepted: ['bill_due', 'receipt'], refused: [] } }),
  })
}

/** Everything due, in the two taps of the first screen, and the fingertip on the payment sheet. */
async function payAll(cloud: LocalCloud, openid: string): Promise<void> {
  const { due } = await ask<{ due: { count: number } }>(cloud, 'resident', openid, 'home.show', {})
  if (due.count === 0) return
  const { quoteId } = await ask<{ quoteId: string }>(cloud, 'resident', openid, 'pay.quote', {})
  const started = await ask<{ outTradeNo?: string }>(cloud, 'resident', openid, 'pay.start', { quoteId })
  if (started.outTradeNo === undefined) return
  await cloud.wechat.fingertip({ outTradeNo: started.outTradeNo, outcome: 'success' })
  await cloud.wechat.idle()
}
