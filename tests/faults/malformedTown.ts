import { residentContract } from '@contract/contract/resident'
import { staffContract } from '@contract/contract/staff'
import { REFUSALS, type Reply } from '@contract/outcome'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod'
import { COMMUNITY, openTown, pay, type Town, value } from '../town'
import { remarkAndHold } from './fittingHolds'
import { asksOf, travelled } from './oddAsks'

/** Asks that every action of both contracts is fed; a caller to whom every action is one locked door gets fewer. */
const ASKS_AN_ACTION = 500
const ASKS_AT_A_LOCKED_DOOR = 250
const AT_ONCE = 60
const SEED = 20260701
/** What a resident may write about oneself alone: a valid ask among the odd ones does so. */
const OF_ONESELF = ['persons', 'quotes', 'plan_quotes', 'invitations', 'consents']
/** What goes, besides, with somebody who ends their own standing here. */
const OF_THE_LEAVING = [...OF_ONESELF, 'bindings', 'audit']
const INDEXES = readFileSync(join(__dirname, '../../dist/cloudfunctions/indexes.json'), 'utf8')
const { collections: COLLECTIONS } = JSON.parse(INDEXES) as { collections: readonly string[] }

type Contract = { readonly [action: string]: { readonly ask: z.ZodType } }
type Doc = { readonly _id: string }
export type Home = { readonly openid: string; readonly accountId: string }
export type Who = 'resident' | 'collector' | 'stranger'
type Written = Readonly<Record<string, string>>

/** Who asks, as whom, about what: `own` is what is theirs, `ids` what is not. */
export type Feeding = {
  readonly who: Who
  readonly openid: string
  readonly action: string
  readonly own: string
  readonly ids: readonly string[]
}

/** A town with bills, payments, quotes and invitations of several households, and what is secret in it. */
export async function openMalformedTown() {
  const town = await openTown()
  await town.bill('2026-07')
  const [mine, other, across] = (await Promise.all(['101', '102', '201'].map(town.moveIn))) as [Home, Home, Home]
  const [oldest] = value(await town.resident(other.openid, 'home.show', {})).bills
  await pay(town, await town.order(other.openid, { billIds: [oldest?.billId ?? ''] }))
  await pay(town, await town.order(across.openid))
  value(await town.resident(other.openid, 'pay.quote', {}))
  value(await town.resident(across.openid, 'family.invite', { accountId: across.accountId, relation: 'family' }))
  const { quoteId, termsHash } = value(await town.resident(other.openid, 'plan.simulate', { parts: 2 }))
  value(await town.resident(other.openid, 'plan.request', { quoteId, termsHash }))

  await remarkAndHold(town, across.accountId)

  const accounts = await town.look<Doc & { name: string; phones: string[]; building: string }>('accounts')
  const others = accounts.filter(({ _id }) => _id !== mine.accountId)
  const named = (some: typeof accounts) => some.flatMap(({ _id, name, phones }) => [_id, name, ...phones])
  const far = accounts.filter(({ building }) => building === '2栋')
  const secrets: Readonly<Record<Who, readonly string[]>> = { resident: named(others), collector: named(far), stranger: named(accounts) }
  const foreign = await foreignIds(town, mine, others.map(({ _id }) => _id))
  const premises = await town.look<Doc & { building: string }>('premises')
  // What a collector may do in a building of theirs is no odd ask, however it came about.
  const near = [...accounts, ...premises].filter(({ building }) => building === '1栋').map(({ _id }) => _id)
  // What is written, as the last action left it: an action that writes is named, not those after it.
  let standing = await written(town, mine, OF_ONESELF)

  return {
    town, mine, secrets, foreign,
    elsewhere: foreign.filter((id) => !near.includes(id)),
    /** Feeds one action and holds it to four things: words, no fault, nothing of others, nothing written. */
    async feed(feeding: Feeding): Promise<void> {
      const { wrong, reached, asked } = await feedAll(town, feeding, secrets[feeding.who])
      const before = standing
      standing = await written(town, mine, OF_ONESELF)
      expect(wrong).toEqual([])
      // Some asks are valid and reach the verb itself; the others end at the door.
      expect(reached).toBeGreaterThan(5)
      expect(reached).toBeLessThan(asked)
      expect(standing).toEqual(before)
    },
    /** The same for somebody who may leave by it: nothing is written but what is the leaver's own. */
    async feedLeaver(action: string, leaver: Home): Promise<void> {
      const before = await written(town, leaver, OF_THE_LEAVING)
      const feeding = { who: 'resident', openid: leaver.openid, action, own: leaver.accountId, ids: foreign } as const
      expect((await feedAll(town, feeding, secrets.resident.filter((secret) => secret !== leaver.accountId))).wrong).toEqual([])
      expect(await written(town, leaver, OF_THE_LEAVING)).toEqual(before)
      standing = await written(town, mine, OF_ONESELF)
    },
    stop: () => town.stop(),
  }
}

/** Ids of every kind, none of them the caller's own. */
async function foreignIds(town: Town, mine: Home, accountIds: readonly string[]): Promise<readonly string[]> {
  const kinds = [
    'bills', 'orders', 'receipts', 'quotes', 'bindings', 'staff', 'premises', 'tariffs', 'billing_runs', 'imports',
    'plans', 'plan_quotes', 'proposals', 'holds',
  ]
  const found = await Promise.all(kinds.map((kind) => town.look<Doc & { accountId?: string }>(kind)))
  const theirs = found.map((docs) => docs.filter(({ accountId }) => accountId !== mine.accountId).slice(0, 6))
  const ids = theirs.flat().map(({ _id }) => _id)
  return [...accountIds, ...ids, COMMUNITY, 'c-elsewhere', '__proto__', 'constructor', 'x'.repeat(128)]
}

/** A digest of every collection; of what the resident may write, the part that is other people's. */
async function written(town: Town, mine: Home, ofOneself: readonly string[]): Promise<Written> {
  const digests = await Promise.all(COLLECTIONS.map(async (collection) => {
    const docs = (await town.look<Doc>(collection)).map((doc) => JSON.stringify(doc)).sort()
    const isMine = (doc: string) => doc.includes(mine.openid) || doc.includes(mine.accountId)
    const kept = ofOneself.includes(collection) ? docs.filter((doc) => !isMine(doc)) : docs
    return [collection, kept.length, createHash('sha256').update(kept.join('\n')).digest('hex')] as const
  }))
  return Object.fromEntries(digests.map(([collection, ...rest]) => [collection, rest.join(' ')]))
}

async function feedAll(town: Town, feeding: Feeding, secrets: readonly string[]) {
  const { who, openid, action, own, ids } = feeding
  const fn = who === 'resident' ? 'resident' : 'staff'
  const contract: Contract = fn === 'resident' ? residentContract : staffContract
  const { ask: question } = contract[action] as Contract[string]
  const numRuns = who === 'stranger' ? ASKS_AT_A_LOCKED_DOOR : ASKS_AN_ACTION
  const asks = fc.sample(asksOf(question, own, ids), { seed: SEED, numRuns }).map(travelled)
  const wrong: string[] = []
  let reached = 0
  for (let first = 0; first < asks.length; first += AT_ONCE) {
    await Promise.all(asks.slice(first, first + AT_ONCE).map(async (ask) => {
      const reply = await town.cloud.call<Reply<unknown>>(fn, openid, action, ask)
      const isValid = question.safeParse(ask ?? {}).success
      if (isValid) reached += 1
      const fault = faultIn(reply, isValid, who, secrets)
      if (fault) wrong.push([fault, JSON.stringify(ask), JSON.stringify(reply)].map((text) => text.slice(0, 300)).join(' | '))
    }))
  }
  return { wrong, reached, asked: asks.length }
}

function faultIn(reply: Reply<unknown>, isValid: boolean, who: Who, secrets: readonly string[]): string | null {
  const text = JSON.stringify(reply)
  if (secrets.some((secret) => text.includes(secret))) return 'tells of another household'
  if (reply.ok) return isValid && who !== 'stranger' ? null : 'answered'
  const words = Object.hasOwn(REFUSALS, reply.refusal) ? REFUSALS[reply.refusal] : null
  if (words?.says !== reply.says || words.next !== reply.next) return 'in other words'
  if (!reply.says || !reply.next) return 'without words'
  if (reply.refusal === 'TRY_AGAIN') return 'an accident'
  return !isValid && reply.refusal !== 'ASK_MALFORMED' ? 'past the door' : null
}
