import { residentContract } from '@contract/contract/resident'
import { staffContract } from '@contract/contract/staff'
import { REFUSALS, type Reply } from '@contract/outcome'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { COMMUNITY, HOUSEHOLDS, openTown, pay, type Town, value } from '../town'
import { LEAVES, LEFT_BEHIND, PERSONAL_FITTING } from './fittingPersonal'

/** Asks an action is fed by each caller; the whole file stays below 40 s on two busy cores. */
const ASKS_AN_ACTION = 180
const AT_ONCE = 30
const SEED = 20260701
/** What a resident may write about oneself alone: a valid ask among the odd ones does so. */
const OF_ONESELF = ['persons', 'quotes', 'plan_quotes', 'invitations', 'consents']
const INDEXES = readFileSync(join(__dirname, '../../dist/cloudfunctions/indexes.json'), 'utf8')
const { collections: COLLECTIONS } = JSON.parse(INDEXES) as { collections: readonly string[] }

type Contract = { readonly [action: string]: { readonly ask: z.ZodType } }
type Who = 'resident' | 'collector' | 'stranger'
type Home = { readonly openid: string; readonly accountId: string }
type Doc = { readonly _id: string }

const HUGE = '长'.repeat(20_000)
const ODD_TEXTS = [
  '', ' ', '\u0000', 'a\u0000b', '\ud800', 'a\udfffb', '__proto__', 'constructor', 'toString', '$where',
  'a.b', '{}', '.*', '(', '\\', "' or 1=1", '../..', '\u202e', 'x'.repeat(128), 'x'.repeat(129), '-1', '1e9',
  'null', '😀', HUGE,
]
const oddText = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'binary', maxLength: 40 }))
const oddNumber = fc.oneof(
  fc.constantFrom(0, -1, -0.5, 0.1, 1.5, 1e-9, 2 ** 53, -(2 ** 53), 1e21, 1e308, 100_000_000_01),
  fc.integer(), fc.double({ noNaN: true }),
)
const OPERATORS: readonly object[] = [
  { $gt: '' }, { $ne: null }, { $regex: '.*' }, { $where: 'true' }, { $in: ['a'] }, { $set: { price: 0 } },
  { length: 1 }, { toString: 1 },
  JSON.parse('{"__proto__":{"roles":["manager"]}}') as object, { constructor: { prototype: { ok: true } } },
]
const odd: fc.Arbitrary<unknown> = fc.oneof(
  oddText, oddNumber, fc.constantFrom(...OPERATORS),
  fc.constantFrom(null, true, false, [], {}, [[]], [null], Array(2000).fill('a')),
  fc.array(fc.oneof(oddText, oddNumber, fc.constantFrom(...OPERATORS)), { maxLength: 4 }),
  fc.object({ maxDepth: 2, maxKeys: 3 }),
)
/** Values that pass the door, so that the verb behind it is reached too. Ids come from `ids`. */
const FITTING: Readonly<Record<string, readonly unknown[]>> = {
  state: ['open', 'all', 'running', 'waiting_approval'],
  parts: [2, 3, 12, [1], [1, 2], 1, 13, 2.5, []],
  firstDueOn: ['2026-07-10', '2026-02-30', '0001-01-01', '9999-12-31'],
  replaces: ['plan-x', '__proto__'], termsHash: ['a'.repeat(64), 'A'.repeat(64)],
  approve: [true, false], reason: ['好', '\ud800'],
  relation: ['owner', 'family', 'tenant', 'company'],
  amount: [1, 100, 1e10, -1, 0, 0.5],
  after: [
    '2026-06-30', '2026-07-01T09:00:00+08:00', '2026-03-31_account-0', '2026-02-31_a', '2026-06-30_', '_',
    'running 2026-07-01T09:00:00.000+08:00 plan-x', 'nowhere 2026-07-01T09:00:00.000+08:00 plan-x',
    '9', '\u0000', '\ud800', '{"$gt":""}', 'x'.repeat(300),
  ],
  billIds: [[], ['a', 'a']],
  period: ['2026-07', '2026', '2026-Q3', '2026-13', '0000'],
  items: [['property_fee'], ['__proto__']], cutoff: ['2026-06-30', '2026-02-30', '0001-01-01'],
  effectiveFrom: ['2026-07-01', '9999-12-31'],
  price: ['0', '2', '0.000001', '999999.999999'], item: ['property_fee', 'parking'],
  kind: ['area', 'flat', 'promise', 'pause', 'dispute'],
  rounding: [{ to: 'fen', each: 'month' }, { to: 'fen', each: 'never' }],
  file: [{ base64: 'AAAA' }, { base64: 'UEsDBA==' }, { fileId: 'cloud://x/../../etc' }, { fileId: '\u0000' }],
  mapping: [{ room: 'A' }, { constructor: 'ZZZ' }],
  ageing: ['0-30', '>3y'], stage: ['T+7', '\u0000'], reach: ['reachable', 'unreachable'],
  roles: [['manager'], []], buildings: [['2栋'], []],
  accepted: [['bill_due'], ['constructor'], []], refused: [['__proto__'], []],
  code: ['ABCDEFGH', '\u0000'.repeat(8), '\ud800'.repeat(8)],
  room: ['1栋1单元102', '2栋1单元201', '102', '\u0000', '\ud800'],
  nameEnding: ['二', '五', '\u0000', '\ud800'],
  version: ['1', '\u0000', '\ud800'],
  text: ['201', '戊五', '五', '19900010201', '1栋', '.*', '(', '\\', '[', '\u0000', '\ud800', '%'],
  purpose: ['核对', '\ud800'], note: ['好', '\u0000'],
  basis: ['合同', '\ud800'],
  name: ['某人', '\ud800'], ...PERSONAL_FITTING,
  accept: [true, false], day: ['2026-07-15', '2026-06-30', '2026-13-01'], until: ['2026-07-15', '1999-01-01'],
}

/**
 * Asks of one question: anything at all, its fields filled oddly or only some of them, whole ones
 * about somebody else, and nearly right ones with one field spoilt or one too many.
 */
function asksOf(question: z.ZodType, own: string, foreign: readonly string[]): fc.Arbitrary<unknown> {
  const schema = z.toJSONSchema(question, { io: 'input', unrepresentable: 'any' })
  return fc.oneof(...fieldsOf(schema).map((fields) => asksWith(fields, own, foreign)))
}
function asksWith(fields: readonly string[], own: string, foreign: readonly string[]): fc.Arbitrary<unknown> {
  const id = fc.oneof(fc.constant(own), fc.constantFrom(...foreign))
  const fitting = (field: string): fc.Arbitrary<unknown> => {
    const known = FITTING[field] ?? []
    if (field.endsWith('Ids')) {
      return fc.oneof(fc.array(id, { minLength: 1, maxLength: 5 }), fc.constantFrom(...known, []))
    }
    if (field === 'outTradeNo' || field.endsWith('Id')) return id
    return known.length > 0 ? fc.constantFrom(...known) : oddText
  }
  const filled = (valueOf: (field: string) => fc.Arbitrary<unknown>) =>
    fc.record(Object.fromEntries(fields.map((field) => [field, valueOf(field)])), { requiredKeys: [] })
  const whole = fc.record(Object.fromEntries(fields.map((field) => [field, fitting(field)])))
  const keys = [...fields, 'extra', '__proto__', 'constructor', '$where', 'openid', 'accountId']
  const spoilt = fc
    .tuple(whole, fc.constantFrom(...keys), odd)
    .map(([ask, key, spoiling]) => Object.fromEntries([...Object.entries(ask), [key, spoiling]]))
  return fc.oneof(
    { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: filled(() => odd) },
    { weight: 3, arbitrary: filled(fitting) }, { weight: 3, arbitrary: whole },
    { weight: 2, arbitrary: spoilt },
  )
}

/** Of each way of asking: of a question with several, no ask with the fields of all is a whole one. */
function fieldsOf(schema: z.core.JSONSchema.BaseSchema): string[][] {
  return ((schema.anyOf ?? [schema]) as z.core.JSONSchema.BaseSchema[]).map((part) => Object.keys(part.properties ?? {}))
}

const shortened = (text: string): string => text.slice(0, 300)
/** As it travels: JSON, where an own key `__proto__` stays a key. */
const travelled = (ask: unknown): unknown => JSON.parse(JSON.stringify(ask) ?? 'null')

describe('malformed asks, through the real functions', () => {
  let town: Town
  let mine: Home
  let foreign: readonly string[]
  let elsewhere: readonly string[]
  /** What is written, as the last action left it: an action that writes is named, not those after it. */
  let standing: Readonly<Record<string, string>>
  let secrets: Readonly<Record<Who, readonly string[]>>

  beforeAll(async () => {
    town = await openTown()
    await town.bill('2026-07')
    const [me, other, across] = (await Promise.all(
      ['101', '102', '201'].map(town.moveIn),
    )) as [Home, Home, Home]
    mine = me
    const [oldest] = value(await town.resident(other.openid, 'home.show', {})).bills
    await pay(town, await town.order(other.openid, { billIds: [oldest?.billId ?? ''] }))
    await pay(town, await town.order(across.openid))
    value(await town.resident(other.openid, 'pay.quote', {}))
    const { quoteId, termsHash } = value(await town.resident(other.openid, 'plan.simulate', { parts: 2 }))
    value(await town.resident(other.openid, 'plan.request', { quoteId, termsHash }))
    const invitation = { accountId: across.accountId, relation: 'family' } as const
    value(await town.resident(across.openid, 'family.invite', invitation))
    const accounts = await town.look<Doc & { name: string; phones: string[]; building: string }>('accounts')
    const others = accounts.filter(({ _id }) => _id !== me.accountId)
    const named = (some: typeof accounts) => some.flatMap(({ _id, name, phones }) => [_id, name, ...phones])
    const far = accounts.filter(({ building }) => building === '2栋')
    secrets = { resident: named(others), collector: named(far), stranger: named(accounts) }
    foreign = await foreignIds(others.map(({ _id }) => _id))
    const near = accounts.filter(({ building }) => building === '1栋').map(({ _id }) => _id)
    elsewhere = foreign.filter((id) => !near.includes(id))
    standing = await written()
  }, 60_000)
  afterAll(() => town.stop())

  /** Ids of every kind, none of them the caller's own. */
  async function foreignIds(accountIds: readonly string[]): Promise<readonly string[]> {
    const kinds = [
      'bills', 'orders', 'receipts', 'quotes', 'bindings', 'staff', 'premises', 'tariffs',
      'billing_runs', 'imports', 'plans', 'plan_quotes',
    ]
    const found = await Promise.all(kinds.map((kind) => town.look<Doc & { accountId?: string }>(kind)))
    const theirs = found.map((docs) =>
      docs.filter(({ accountId }) => accountId !== mine.accountId).slice(0, 6))
    const ids = theirs.flat().map(({ _id }) => _id)
    return [...accountIds, ...ids, COMMUNITY, 'c-elsewhere', '__proto__', 'constructor', 'x'.repeat(128)]
  }

  /** A digest of every collection; of what the resident may write, the part that is other people's. */
  async function written(self: Home = mine, ofOneself = OF_ONESELF): Promise<Readonly<Record<string, string>>> {
    const digests = await Promise.all(COLLECTIONS.map(async (collection) => {
      const docs = (await town.look<Doc>(collection)).map((doc) => JSON.stringify(doc)).sort()
      const isMine = (doc: string) => doc.includes(self.openid) || doc.includes(self.accountId)
      const kept = ofOneself.includes(collection) ? docs.filter((doc) => !isMine(doc)) : docs
      return [collection, kept.length, createHash('sha256').update(kept.join('\n')).digest('hex')] as const
    }))
    return Object.fromEntries(digests.map(([collection, ...rest]) => [collection, rest.join(' ')]))
  }

  async function feed(
    who: Who, openid: string, action: string, own: string, ids: readonly string[], look = written,
  ): Promise<void> {
    const fn = who === 'resident' ? 'resident' : 'staff'
    const contract: Contract = fn === 'resident' ? residentContract : staffContract
    const { ask: question } = contract[action] as Contract[string]
    const asks = fc.sample(asksOf(question, own, ids), { seed: SEED, numRuns: ASKS_AN_ACTION }).map(travelled)
    const wrong: string[] = []
    let reached = 0
    for (let first = 0; first < asks.length; first += AT_ONCE) {
      await Promise.all(asks.slice(first, first + AT_ONCE).map(async (ask) => {
        const reply = await town.cloud.call<Reply<unknown>>(fn, openid, action, ask)
        const isValid = question.safeParse(ask ?? {}).success
        if (isValid) reached += 1
        const fault = faultIn(reply, isValid, who)
        if (fault) wrong.push([fault, JSON.stringify(ask), JSON.stringify(reply)].map(shortened).join(' | '))
      }))
    }
    const before = standing
    standing = await look()
    expect(wrong).toEqual([])
    // Some asks are valid and reach the verb itself; the others end at the door.
    expect(reached).toBeGreaterThan(5)
    expect(reached).toBeLessThan(asks.length)
    expect(standing).toEqual(before)
  }

  function faultIn(reply: Reply<unknown>, isValid: boolean, who: Who): string | null {
    const text = JSON.stringify(reply)
    if (secrets[who].some((secret) => text.includes(secret))) return 'tells of another household'
    if (reply.ok) return isValid && who !== 'stranger' ? null : 'answered'
    const words = Object.hasOwn(REFUSALS, reply.refusal) ? REFUSALS[reply.refusal] : null
    if (words?.says !== reply.says || words.next !== reply.next) return 'in other words'
    if (!reply.says || !reply.next) return 'without words'
    if (reply.refusal === 'TRY_AGAIN') return 'an accident'
    return !isValid && reply.refusal !== 'ASK_MALFORMED' ? 'past the door' : null
  }

  it.each(Object.keys(residentContract).filter((action) => action !== LEAVES))(
    'F48 P40 %s answers a resident in words, tells nothing of others and writes nothing of theirs',
    (action) => feed('resident', mine.openid, action, mine.accountId, foreign),
  )

  it.each(Object.keys(staffContract))(
    'F48 P40 %s tells a collector nothing of another building, and writes nothing',
    (action) => feed('collector', town.staff.collector, action, COMMUNITY, elsewhere),
  )

  it.each(Object.keys(staffContract))('F48 P40 %s tells a stranger nothing, and writes nothing', (action) =>
    feed('stranger', 'stranger', action, COMMUNITY, [...foreign, mine.accountId]))

  it(`F48 P40 ${LEAVES} answers a resident in words, and forgets nobody else`, async () => {
    const leaver = await town.moveIn('103')
    const look = () => written(leaver, [...OF_ONESELF, ...LEFT_BEHIND])
    standing = await look()
    await feed('resident', leaver.openid, LEAVES, leaver.accountId, foreign, look)
    expect(await town.look('bindings', { openid: leaver.openid })).toEqual([])
  })

  it('has households to keep apart', () => {
    expect(secrets.resident).toContain(HOUSEHOLDS[1]?.name)
    expect(secrets.collector).toContain(HOUSEHOLDS[4]?.phone)
    expect(foreign.length).toBeGreaterThan(30)
  })
})
