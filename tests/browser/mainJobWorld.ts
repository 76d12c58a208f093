import type { Reply } from '@contract/outcome'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions } from '../../config/build/functions'
import { buildScreens } from '../../config/build/screens'
import { type LocalCloud, startLocalCloud } from '../../local/cloud'
import { found } from '../../local/estate/founding'
import { openBrowser } from './launch'
import { type Person, personAt } from './person'

export const COMMUNITY = { communityId: 'c-jingui', name: '金桂花园', companyName: '金桂花园物业服务中心', counterPhone: '0771-5550100' }
/** Row 35 of the ledger: owes May and June; 135.22 ㎡ at 1.85 yuan make 250.16 a month. */
export const OWNER = { openid: 'owner-cai', name: '蔡娟', phone: '19962848556', room: '1-2-402', label: '1栋2单元402' }

export type Arrived = { readonly page: string; readonly lines: readonly { readonly value: string }[] }
export type MainJobWorld = Outside & {
  readonly cloud: LocalCloud
  /** The one-use code that a deploy gives to a community's first manager. */
  readonly managerCode: string
  /** At a wide window; the others each at a phone. */
  readonly manager: Person
  readonly owner: Person
  readonly son: Person
  readonly stranger: Person
  /** The address under which somebody opens the app, or one page of it. */
  signedInAs(openid: string, page?: string): string
  close(): Promise<void>
}

/** A new community without a single household, and four people who have never opened the app. */
export async function openMainJob(): Promise<MainJobWorld> {
  await buildFunctions()
  await buildScreens('h5', { log: () => undefined })
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-main-job-'))
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, flush: false, clockStartsAt: '2026-07-01T09:00:00+08:00' })
  const { managerCode } = await found(cloud, COMMUNITY)
  const lives = { communityId: COMMUNITY.communityId, shows: '' }
  cloud.people.settle([
    { ...lives, openid: 'manager-lin', name: '林经理', role: 'manager' },
    { ...lives, openid: OWNER.openid, name: OWNER.name, role: 'owner', phone: OWNER.phone },
    { ...lives, openid: 'son-cai', name: '蔡小波', role: 'family' },
    { ...lives, openid: 'passer-by', name: '路人', role: 'owner', phone: '19900000999' },
  ])
  const browser = await openBrowser()
  return {
    ...outsideOf(cloud),
    cloud,
    managerCode,
    manager: personAt(await browser.wide()),
    owner: personAt(await browser.phone()),
    son: personAt(await browser.phone()),
    stranger: personAt(await browser.phone()),
    signedInAs: (openid, page) => `${cloud.url}/?as=${openid}${page === undefined ? '' : `#/${page}`}`,
    async close() {
      await browser.close()
      await cloud.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** What a test may see and do outside of the screens: the data, a phone's messages, the clock, the door. */
type Outside = {
  look<T>(collection: string, query: object): Promise<readonly T[]>
  inboxOf(openid: string): Promise<readonly Arrived[]>
  /** The world goes on, with every timer in those minutes. */
  minutesPass(minutes: number): Promise<void>
  /** What the cloud answers somebody who goes round the screens. */
  atTheDoor(openid: string | null, action: string, ask: object): Promise<Reply<unknown>>
}

function outsideOf(cloud: LocalCloud): Outside {
  const json = async (path: string, init?: RequestInit): Promise<unknown> => (await cloud.http(path, init)).json()
  return {
    async look<T>(collection: string, query: object) {
      const path = `/local/db/${collection}?query=${encodeURIComponent(JSON.stringify(query))}&limit=1000`
      return ((await json(path)) as { list: T[] }).list
    },
    async inboxOf(openid) {
      return ((await json(`/local/wechat/messages?openid=${openid}`)) as { messages: Arrived[] }).messages
    },
    async minutesPass(minutes) {
      const to = new Date(cloud.clock.nowMs() + minutes * 60_000 + 8 * 3_600_000)
      await cloud.clock.jump(`${to.toISOString().slice(0, 19)}+08:00`)
    },
    async atTheDoor(openid, action, ask) {
      const headers = { 'content-type': 'application/json', ...(openid === null ? {} : { 'x-local-openid': openid }) }
      return (await json('/call/resident', { method: 'POST', headers, body: JSON.stringify({ action, ask }) })) as Reply<unknown>
    },
  }
}
