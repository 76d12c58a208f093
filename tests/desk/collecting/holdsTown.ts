import type { ResidentAction, ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import type { StaffAction, StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'
import type { Account } from '@core/store/records'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions, FUNCTIONS_DIR } from '../../../config/build/functions'
import { type LocalCloud, startLocalCloud } from '../../../local/cloud'
import { bindByPhone, found, hireStaff } from '../../../local/estate/founding'
import type { DemoPerson } from '../../../local/people'
import { workbookOf } from '../../fixtures/sheets'

/** Communities on one local cloud whose ledgers carry remarks: the real functions, the real ledger. */
export const SAMPLE = readFileSync(join(__dirname, '../../fixtures/ledger-jingui.xlsx')).toString('base64')
const MORNING = '2026-07-01T09:00:00+08:00'
export type HoldsTown = Awaited<ReturnType<typeof openHoldsTown>>
export type Desk = { readonly communityId: string; readonly manager: string; readonly finance: string; readonly collector: string }

/** The value of an answer; a refusal is a failed test that says which. */
export function valued<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`refused: ${reply.refusal} ${reply.says}`)
  return reply.value
}

export async function openHoldsTown() {
  await buildFunctions({ only: ['resident', 'staff', 'daily', 'sweep', 'payNotify'] })
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-holds-'))
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, flush: false, clockStartsAt: MORNING, functionsDir: FUNCTIONS_DIR })
  const people: DemoPerson[] = []
  const settle = (more: readonly DemoPerson[]) => {
    people.push(...more)
    cloud.people.settle([...people])
  }
  const look = async <T>(collection: string, query: object = {}): Promise<readonly T[]> => {
    const answer = await cloud.http(`/local/db/${collection}?query=${encodeURIComponent(JSON.stringify(query))}&limit=1000`)
    return ((await answer.json()) as { list: T[] }).list
  }
  const staff = <A extends StaffAction>(openid: string, action: A, question: StaffAsk<A>): Promise<Reply<StaffAnswer<A>>> =>
    cloud.call('staff', openid, action, question)
  const told = async <A extends StaffAction>(openid: string, action: A, question: StaffAsk<A>) => valued(await staff(openid, action, question))
  return {
    cloud, look, staff, told,
    resident: <A extends ResidentAction>(openid: string, action: A, question: ResidentAsk<A>): Promise<Reply<ResidentAnswer<A>>> =>
      cloud.call('resident', openid, action, question),
    /** A community with staff and nothing else; the collector has 1栋. */
    async open(communityId: string): Promise<Desk> {
      const founded = await found(cloud, { communityId, name: communityId, companyName: '桂湖物业', counterPhone: '0571-5550111' })
      const hired = await hireStaff(cloud, founded, communityId, ['1栋'])
      settle(hired)
      const [manager = '', finance = '', collector = ''] = hired.map(({ openid }) => openid)
      return { communityId, manager, finance, collector }
    },
    /** Previews and confirms a ledger; answers what was written and the import's id. */
    async takeOver({ communityId, manager }: Desk, base64 = SAMPLE): Promise<{ importId: string; written: number; unchanged: number }> {
      const { importId } = await told(manager, 'ledger.preview', { communityId, file: { base64 } })
      return { importId, ...(await told(manager, 'ledger.confirm', { importId })) }
    },
    ledger: async (rows: Parameters<typeof workbookOf>[0]) => (await workbookOf(rows)).toString('base64'),
    async account({ communityId }: Desk, label: string): Promise<Account> {
      const [account] = await look<Account>('accounts', { communityId, label })
      if (!account) throw new Error(`nobody at ${label}`)
      return account
    },
    /** Binds a person by the account's own number, as residents do. */
    async moveIn(openid: string, { label, name, phones, communityId }: Account): Promise<string> {
      settle([{ openid, name, role: 'owner', communityId, phone: phones[0] ?? '', shows: label }])
      return bindByPhone(cloud, openid, label, name)
    },
    /** To nine o'clock of a day, with the nightly duty of that day behind it. */
    async morning(day: string): Promise<void> {
      await cloud.clock.jump(`${day}T00:30:00+08:00`, { timers: false })
      await fire(cloud, 'daily')
      await cloud.clock.jump(`${day}T09:00:00+08:00`, { timers: false })
    },
    daily: () => fire(cloud, 'daily'),
    sweep: () => fire(cloud, 'sweep'),
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
