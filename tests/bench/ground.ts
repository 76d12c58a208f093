import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import type { Account, Holding, Premises } from '@core/store/records'
import type { Store } from '@core/store/store'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../../local/cloud'
import { functionEnvironment } from '../../local/cloudbase/functions/platform'
import { found, hireStaff } from '../../local/estate/founding'

export const COMMUNITY = 'c-bench'
const AT = '2026-07-01T09:00:00.000+08:00' as Instant
const DOCUMENTS_AT_ONCE = 500

export type Ground = {
  readonly cloud: LocalCloud
  readonly dir: string
  readonly manager: string
  /** The house's own store in this process, on the same database as the functions. */
  readonly store: Store
  /** Turns this process's stores to this ground; the last one opened has them until another enters. */
  readonly enter: () => void
  readonly stop: () => Promise<void>
}

/** A cloud of its own, and a store in this process whose requests are those of a function. */
export async function openGround(clockStartsAt: string = AT): Promise<Ground> {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-bench-'))
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, clockStartsAt })
  const founded = await found(cloud, { communityId: COMMUNITY, name: '量一量', companyName: '量一量物业', counterPhone: '0571-5550122' })
  const [manager] = await hireStaff(cloud, founded, '量一量', [])
  const offsetMs = String(cloud.clock.nowMs() - Date.now())
  const asFunctions = { NUANCUI_ORDER_PREFIX: 'L', NUANCUI_CLOCK_OFFSET_MS: offsetMs, ...cloud.wechat.env() }
  const enter = () => {
    Object.assign(process.env, functionEnvironment(`${cloud.database.url()}/admin`, asFunctions))
  }
  enter()
  const { cloudbaseStore } = await import('@core/store/cloudbase')
  return {
    cloud, dir, manager: manager?.openid ?? '', store: cloudbaseStore(), enter,
    stop: async () => {
      await cloud.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** `count` homes with an account each, under one published tariff. */
export async function settleHomes(store: Store, count: number): Promise<readonly string[]> {
  await store.addNew('tariffs', [{
    _id: 'tariff-bench', communityId: COMMUNITY, item: 'property_fee', kind: 'area', price: '1.85', rounding: { to: 'fen', each: 'month' },
    effectiveFrom: '2020-01-01' as Day, basis: '合同第一条', publishedOn: '2026-01-01' as Day, publishedBy: 'bench', createdAt: AT,
  }])
  const keys = Array.from({ length: count }, (_, i) => String(i).padStart(6, '0'))
  for (let first = 0; first < count; first += DOCUMENTS_AT_ONCE) {
    const some = keys.slice(first, first + DOCUMENTS_AT_ONCE)
    await store.addNew('premises', some.map(premises))
    await store.addNew('accounts', some.map(account))
    await store.addNew('holdings', some.map(holding))
  }
  return keys.map((key) => `account-${key}`)
}

const premises = (key: string): Premises => ({
  _id: `premises-${key}`, communityId: COMMUNITY, key, label: key, building: '1栋', unit: '', room: key, kind: 'residential', area: '88.53',
  tariffIds: ['tariff-bench'], createdAt: AT,
})
const account = (key: string): Account => ({
  _id: `account-${key}`, communityId: COMMUNITY, label: key, building: '1栋', name: '量户', phones: [], kind: 'residential', open: [], outstanding: fen(0),
  oldestDueOn: null, nextActOn: null, prepaid: [], openOrders: [], holds: [], plans: [], reminded: { episode: null, courtesy: [], doNotContact: false },
  internalNotes: [], createdAt: AT,
})
const holding = (key: string): Holding => ({
  _id: `holding-${key}`, communityId: COMMUNITY, accountId: `account-${key}`, premisesId: `premises-${key}`, from: '2020-01-01' as Day, to: null,
})
