import type { Day, Instant } from '@contract/calendar'
import { type Fen, fen, sumFen } from '@contract/money'
import { byDueDay, withOpen } from '@core/domain/paying/account'
import { entry } from '@core/domain/paying/ledger'
import type { Settings } from '@core/shell/settings'
import type { World } from '@core/shell/world'
import type { Account, Bill, Binding, Community, OpenBill } from '@core/store/records'
import { insert, present, put, type Store } from '@core/store/store'
import type { Lot } from '../../local/month/lots'
import { account } from '../store/features'
import { APPID, MCHID, type MemoryPay } from './memoryPay'
import { type Flaw, type Memory, memoryStore, type Pause } from './memoryStore'

/** A small community whose every payment is tried: three accounts, two payees, people who share them. */
export const COMMUNITY = 'c-model'
export const ACCOUNTS = ['home', 'shop', 'flat'] as const
const PAYEES = ['company', 'heating'] as const
const BEGINS_AT = '2026-07-01T09:00:00.000+08:00' as Instant
/** Who may pay what: an owner each, and one who pays for a parent too. */
const BINDINGS = [['ann', 'home'], ['bo', 'shop'], ['cy', 'flat'], ['ann', 'flat'], ['dee', 'home']] as const
export const PEOPLE = [...new Set(BINDINGS.map(([openid]) => openid))]
export const accountsOf = (openid: string) => BINDINGS.filter(([who]) => who === openid).map(([, accountId]) => accountId)

export type Town = { readonly memory: Memory; readonly pay: MemoryPay; readonly lot: Lot; now: Instant; bills: number; flaw?: Flaw; isCalm: boolean }

export async function foundTown(memory: Memory, pay: MemoryPay, lot: Lot, flaw?: Flaw): Promise<Town> {
  const store = memoryStore(memory)
  const community: Community = {
    _id: COMMUNITY, name: '一二三小区', companyName: '一二三物业', counterPhone: '0571-5550199',
    payees: PAYEES.map((payeeId) => ({ payeeId, name: payeeId })), payeeOf: { heating: 'heating' }, paused: false,
  }
  await store.addNew('communities', [community])
  await store.addNew('accounts', ACCOUNTS.map((id) => account(id, COMMUNITY)))
  await store.addNew('bindings', BINDINGS.map(([openid, accountId]): Binding => ({
    _id: `binding-${openid}-${accountId}`, openid, accountId, communityId: COMMUNITY, relation: 'owner', name: openid, state: 'active',
    since: BEGINS_AT.slice(0, 10) as Day, seesFrom: null, how: 'invitation',
  })))
  const town: Town = { memory, pay, lot, now: BEGINS_AT, bills: 0, isCalm: false, ...(flaw ? { flaw } : {}) }
  for (const id of ACCOUNTS) for (let i = 0; i < 3; i += 1) await issueBill(town, id, store)
  return town
}

/** One more bill of one of the two payees, with its entry, as a publication writes it. */
export function issueBill(town: Town, accountId: string, store: Store): Promise<null> {
  town.bills += 1
  const billId = `bill-${town.bills}`
  const payeeId = town.lot.pick(PAYEES)
  const amount = fen(1 + town.lot.below(40_000))
  const dueOn = `2026-0${1 + town.lot.below(9)}-28` as Day
  const item = payeeId === 'heating' ? 'heating' : 'property_fee'
  const bill: Bill = {
    _id: billId, communityId: COMMUNITY, accountId, premisesId: `premises-${accountId}`, item, title: item, period: dueOn.slice(0, 7),
    from: dueOn, to: dueOn, dueOn, payeeId, payeeName: payeeId, amount, working: [], tariff: null, source: {
      kind: 'run', id: 'model',
    }, void: false, issuedAt: town.now,
  }
  const open: OpenBill = { billId, item, title: item, period: bill.period, payeeId, dueOn, outstanding: amount }
  const charged = entry({
    _id: `charge:${billId}`, communityId: COMMUNITY, accountId, kind: 'charge', at: town.now, memo: '',
    postings: [{ account: 'receivable', billId, amount }, { account: `income:${item}`, amount: fen(-amount) }],
  })
  return store.change({ account: ['accounts', accountId] }, ({ account: found }) => {
    const now: Account = present(found, 'the account')
    const opened = withOpen(now, [...now.open, open].sort(byDueDay), now.prepaid)
    return { writes: [insert('bills', bill), insert('entries', charged), put('accounts', opened)], result: null }
  })
}

/** The world of one call: its clock stands, its awaits are turns that others may take. */
export function worldOf(town: Town, pause: Pause): World {
  const { memory, pay, lot, now, flaw, isCalm } = town
  const none = () => Promise.reject(new Error('the model has none of it'))
  return {
    now,
    today: now.slice(0, 10) as Day,
    store: memoryStore(memory, pause, flaw),
    files: { read: none, save: none, remove: none, addressOf: none } as never,
    wechat: { pay: pay.portOf(pause, lot, now, isCalm), send: none, phoneOf: none, pingApp: none } as World['wechat'],
    settings: SETTINGS,
    newId: () => Array.from({ length: 4 }, () => lot.below(2 ** 32).toString(16).padStart(8, '0')).join(''),
    elapsedMs: () => 0,
  }
}

const SETTINGS = {
  mode: 'local', clockOffsetMs: 0, orderPrefix: 'M', templates: {},
  app: { appid: APPID, secret: 'none', apiUrl: '' },
  pay: { mchid: MCHID, serial: '', privateKey: '', apiV3Key: '', notifyUrl: '', verifyKeys: {}, apiUrl: '' },
} as const satisfies Settings

/** All that WeChat has taken. */
export function takenByWechat({ pay }: Town): Fen {
  return sumFen([...pay.orders.values()].flatMap(({ fact }) => fact?.amount ?? []))
}
