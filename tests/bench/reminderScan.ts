import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { REMINDER_TEMPLATE } from '@core/desk/collecting/standing'
import { bindingId } from '@core/desk/people/ids'
import { withOpen } from '@core/domain/paying/account'
import { reminderId } from '@core/notify/outbox'
import { consentId } from '@core/notify/quota'
import type { Account, Binding, Consent, OpenBill } from '@core/store/records'
import type { Store } from '@core/store/store'
import { createHash } from 'node:crypto'
import { COMMUNITY, type Ground, openGround } from './ground'
import { measure, type Measure, median, timed } from './measure'

const FEW = 10_000
const MANY = 100_000
const DUE = 500
const ROUNDS = 11
const WARM_UP = 2
const DOCUMENTS_AT_ONCE = 1000
const FILLED_WITHIN_MS = 60_000
/** Requests under way at once while accounts are put to rest between two scans. */
const LANES = 8

/** The ground's clock starts on 2026-07-01: its day T-7 of the first, a day far off of the second. */
const TODAY = '2026-07-01' as Day
const RUN = `run:${COMMUNITY}:${TODAY}:auto`
const DUE_ON = '2026-07-08' as Day
const DUE_LATER = '2026-12-31' as Day
const ACTS_LATER = '2026-12-24' as Day
const AT = '2026-06-30T09:00:00.000+08:00' as Instant

/**
 * Milliseconds of one call of `daily` that queues 500 reminders, among 100,000 accounts that rest
 * against among 10,000. Every scan finds 500 accounts of its own, by turns in two clouds. Throws
 * unless each queues exactly those, and a second scan of the same day writes nothing.
 */
export async function reminderScan(): Promise<Measure> {
  // With the flush to disk throughout, also while filling: both are the cloud that `npm start` runs.
  const grounds: Ground[] = []
  try {
    for (const accounts of [FEW, MANY]) {
      const ground = await openGround()
      grounds.push(ground)
      await fill(ground, accounts)
    }
    const took = grounds.map((): number[] => [])
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [i, ground] of grounds.entries()) {
        const ms = await scanFresh(ground, round)
        if (round >= WARM_UP) took[i]?.push(ms)
      }
    }
    for (const ground of grounds) await scanAgain(ground)
    const [few, many] = took.map(median)
    return measure('reminder_scan', many ?? Number.NaN, 'ms', few ?? Number.NaN, '<=1.3')
  } finally {
    for (const ground of grounds) await ground.stop()
  }
}

async function fill({ store }: Ground, accounts: number): Promise<void> {
  const ms = await timed(async () => {
    for (let first = 0; first < accounts; first += DOCUMENTS_AT_ONCE) {
      const some = Array.from({ length: DOCUMENTS_AT_ONCE }, (_, i) => resting(first + i))
      await store.addNew('accounts', some)
    }
  })
  const says = `filling ${accounts} accounts took ${(ms / 1000).toFixed(1)} s`
  console.error(says)
  if (ms > FILLED_WITHIN_MS) throw new Error(`reminder_scan: ${says}`)
}

/** Scans with 500 fresh accounts due, and puts them to rest again; returns the scan's milliseconds. */
async function scanFresh(ground: Ground, round: number): Promise<number> {
  const { store } = ground
  ground.enter()
  const keys = keysOf(round)
  await store.addNew('accounts', keys.map(due))
  await store.addNew('bindings', keys.map(bound))
  await store.addNew('consents', keys.map(accepted))
  const before = await store.count('messages', { communityId: COMMUNITY })
  const ms = await timed(() => scan(ground))
  const queued = (await store.count('messages', { communityId: COMMUNITY })) - before
  if (queued !== DUE) throw new Error(`reminder_scan: ${queued} messages queued for ${DUE} due accounts`)
  // The last round's stay due: the second scan of the day must find them and leave them alone.
  if (round < ROUNDS - 1) await putToRest(store, keys)
  return ms
}

const keysOf = (round: number) => Array.from({ length: DUE }, (_, i) => `due-${round}-${String(i).padStart(4, '0')}`)

async function scanAgain(ground: Ground): Promise<void> {
  ground.enter()
  const before = await marksOf(ground.store)
  await scan(ground)
  const after = await marksOf(ground.store)
  if (after !== before) throw new Error(`reminder_scan: a second scan made ${before} into ${after}`)
}

async function scan({ cloud }: Ground): Promise<void> {
  const run = await cloud.timer('daily')
  const isDone = run.ok && run.says.includes('"reminders":"done"')
  if (!isDone) throw new Error(`reminder_scan: daily did not finish: ${run.says}`)
}

/** How many there are of what a scan could add, and a digest of those whom it looked at again. */
async function marksOf(store: Store): Promise<string> {
  const collections = ['messages', 'tasks', 'contacts', 'dunning_runs'] as const
  const counts = await Promise.all(collections.map((name) => store.count(name, { communityId: COMMUNITY })))
  const lines = await store.count('dunning_lines', { runId: RUN })
  const keys = keysOf(ROUNDS - 1)
  const looked = await Promise.all([
    store.getMany('dunning_runs', [RUN]),
    store.getMany('accounts', keys.map((key) => due(key)._id)),
    store.getMany('consents', keys.map((key) => accepted(key)._id)),
    store.getMany('messages', keys.map((key) => reminderId(due(key)._id, TODAY, 'wechat'))),
  ])
  const digest = createHash('sha256').update(JSON.stringify(looked)).digest('hex').slice(0, 8)
  return `${collections.map((name, i) => `${counts[i]} ${name}`).join(', ')}, ${lines} lines, ${digest}`
}

async function putToRest(store: Store, keys: readonly string[]): Promise<void> {
  const left = keys.values()
  const lanes = Array.from({ length: LANES }, async () => {
    for (const key of left) await store.setIf('accounts', `account-${key}`, {}, { nextActOn: ACTS_LATER })
  })
  await Promise.all(lanes)
}

/** Every other one owes nothing, the rest owe what was announced and is due late in the year. */
function resting(i: number): Account {
  const key = String(i).padStart(6, '0')
  return i % 2 === 0 ? account(key, [], []) : account(key, [bill(key, DUE_LATER)], [`${DUE_LATER}:issued`])
}
function due(key: string): Account {
  return account(key, [bill(key, DUE_ON)], [`${DUE_ON}:issued`])
}

function account(key: string, open: readonly OpenBill[], courtesy: readonly string[]): Account {
  const empty: Account = {
    _id: `account-${key}`, communityId: COMMUNITY, label: key, building: '1栋', name: '量户', phones: [],
    kind: 'residential', open: [], outstanding: fen(0), oldestDueOn: null, nextActOn: null, prepaid: [],
    openOrders: [], holds: [], plans: [], reminded: { episode: null, courtesy, doNotContact: false }, internalNotes: [],
    createdAt: AT,
  }
  return withOpen(empty, open)
}

function bill(key: string, dueOn: Day): OpenBill {
  const what = { item: 'property_fee', title: '物业服务费', payeeId: `${COMMUNITY}-company` }
  return { ...what, billId: `bill-${key}`, period: dueOn.slice(0, 7), dueOn, outstanding: fen(163_78) }
}

function bound(key: string): Binding {
  return {
    _id: bindingId(`account-${key}`, `open-${key}`), openid: `open-${key}`, accountId: `account-${key}`,
    communityId: COMMUNITY, relation: 'owner', name: '量户', state: 'active', since: '2026-01-01' as Day,
    seesFrom: null, how: 'invitation',
  }
}

function accepted(key: string): Consent {
  return {
    _id: consentId(`open-${key}`, REMINDER_TEMPLATE), openid: `open-${key}`, templateKey: REMINDER_TEMPLATE,
    quota: 1, accepted: 1, used: 0, refused: 0, voided: 0, held: [], lastOn: null, updatedAt: AT,
  }
}
