import fc from 'fast-check'
import * as z from 'zod'
import { CHARGE_FITTING } from './fittingCharges'
import { AFTER_PROPOSAL, HOLD_FITTING } from './fittingHolds'
import { METERING_FITTING } from './fittingMeters'

/** Asks as nobody should ask them, made from a question's own schema: any new question is fed by itself. */
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
  replaces: ['plan-x', '__proto__'],
  textHash: ['a'.repeat(64), 'A'.repeat(64)],
  termsHash: ['a'.repeat(64), 'A'.repeat(64)],
  approve: [true, false],
  reason: ['好', '\ud800'],
  relation: ['owner', 'family', 'tenant', 'company'],
  amount: [1, 100, 1e10, -1, 0, 0.5],
  after: [
    '2026-06-30', '2026-07-01T09:00:00+08:00', '2026-03-31_account-0', '2026-02-31_a', '2026-06-30_', '_',
    'running 2026-07-01T09:00:00.000+08:00 plan-x', 'nowhere 2026-07-01T09:00:00.000+08:00 plan-x',
    '9', '\u0000', '\ud800', '{"$gt":""}', 'x'.repeat(300), AFTER_PROPOSAL,
  ],
  billIds: [[], ['a', 'a']],
  period: ['2026-07', '2026', '2026-Q3', '2026-13', '0000'],
  items: [['property_fee'], ['__proto__']],
  cutoff: ['2026-06-30', '2026-02-30', '0001-01-01'],
  effectiveFrom: ['2026-07-01', '9999-12-31'],
  price: ['0', '2', '0.000001', '999999.999999'],
  item: ['property_fee', 'parking', 'water', 'public_energy', 'electricity', 'gas', 'lift'],
  kind: ['area', 'flat', 'promise', 'pause', 'dispute', 'case'],
  ...HOLD_FITTING,
  ...CHARGE_FITTING,
  chart: ['enterprise', 'small', '__proto__'],
  what: ['bills', 'arrears', 'receipts', 'yonyou', 'kingdee', '__proto__'],
  key: ['income:property_fee', 'receivable', '__proto__', 'income:constructor'],
  account: [null, { code: '6001.01', name: '收入' }, { code: '=1', name: '' }],
  rounding: [{ to: 'fen', each: 'month' }, { to: 'fen', each: 'never' }],
  file: [{ base64: 'AAAA' }, { base64: 'UEsDBA==' }, { fileId: 'cloud://x/../../etc' }, { fileId: '\u0000' }],
  mapping: [{ room: 'A' }, { constructor: 'ZZZ' }],
  ageing: ['0-30', '>3y'],
  stage: ['T+7', '\u0000'],
  reach: ['reachable', 'unreachable'],
  roles: [['manager'], []],
  buildings: [['2栋'], []],
  accepted: [['bill_due'], ['constructor'], []],
  refused: [['__proto__'], []],
  code: ['vacant', 'ABCDEFGH', '\u0000'.repeat(8), '\ud800'.repeat(8)],
  room: ['1栋1单元102', '2栋1单元201', '102', '\u0000', '\ud800'],
  nameEnding: ['二', '五', '\u0000', '\ud800'],
  version: ['1', '\u0000', '\ud800'],
  text: ['201', '戊五', '五', '19900010201', '1栋', '.*', '(', '\\', '[', '\u0000', '\ud800', '%'],
  purpose: ['核对', '\ud800'],
  note: ['好', '\u0000'],
  basis: ['合同', '\ud800'],
  ...METERING_FITTING,
  certificate: ['第 7 号', '\ud800'],
  unit: ['ton', 'kwh', 'litre'],
  sharedBy: ['area', 'usage'],
  proration: ['days', 'whole'],
  cycle: [{ every: 'month' }, { every: 'anniversary', months: 0 }, { every: 'anniversary', months: 12 }],
  tiers: [{ every: 'month', steps: [{ upTo: null, price: '2' }] }, { every: 'month', steps: [] }],
  formula: [{ text: 'area * 2', constants: {} }, { text: 'process.exit(1)', constants: { __proto__: '1' } }],
  rates: [[{ code: 'vacant', says: '空置', multiplier: '0.7' }], [{ code: 'vacant', says: '空置', multiplier: '1.7' }]],
  name: ['某人', '\ud800'],
  on: [true, false, '2026-06-15', '2026-07-01', '2026-07-02'],
  hour: [8, 9, 20, 21, -1, 9.5],
  confirm: ['注销', '确认'],
  title: ['公告', '催缴', '\u0000'],
  from: ['2026-07-01', '2026-02-30'],
  to: ['2026-07-09', '9999-12-31'],
  accept: [true, false],
  day: ['2026-07-15', '2026-06-30', '2026-13-01'],
  until: ['2026-07-15', '1999-01-01'],
}

/**
 * Asks of one question: anything at all, its fields filled oddly or only some of them, whole ones
 * about somebody else, and nearly right ones with one field spoilt or one too many.
 */
export function asksOf(question: z.ZodType, own: string, foreign: readonly string[]): fc.Arbitrary<unknown> {
  const schema = z.toJSONSchema(question, { io: 'input', unrepresentable: 'any' })
  return fc.oneof(...waysOf(schema).map((way) => asksWith(way, own, foreign)))
}

function asksWith({ fields, needed }: Way, own: string, foreign: readonly string[]): fc.Arbitrary<unknown> {
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
  const bare = fc.record(Object.fromEntries(needed.map((field) => [field, fitting(field)])))
  const keys = [...fields, 'extra', '__proto__', 'constructor', '$where', 'openid', 'accountId']
  const spoilt = fc
    .tuple(whole, fc.constantFrom(...keys), odd)
    .map(([ask, key, spoiling]) => Object.fromEntries([...Object.entries(ask), [key, spoiling]]))
  return fc.oneof(
    { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: filled(() => odd) },
    { weight: 3, arbitrary: filled(fitting) }, { weight: 2, arbitrary: whole }, { weight: 2, arbitrary: bare },
    { weight: 2, arbitrary: spoilt },
  )
}

type Way = { readonly fields: readonly string[]; /** Without what may be left out. */ readonly needed: readonly string[] }

/** The fields of each way of asking: of a question with several, no ask with the fields of all is a whole one. */
function waysOf(schema: z.core.JSONSchema.BaseSchema): readonly Way[] {
  return ((schema.anyOf ?? [schema]) as z.core.JSONSchema.BaseSchema[]).map((part) => ({
    fields: Object.keys(part.properties ?? {}), needed: part.required ?? [],
  }))
}

/** As it travels: JSON, where an own key `__proto__` stays a key. */
export const travelled = (ask: unknown): unknown => JSON.parse(JSON.stringify(ask) ?? 'null')
