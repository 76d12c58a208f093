import type { Day, Instant } from '@contract/calendar'
import { brokenSeals, type Sealed, sealHead, sealLine } from '@core/domain/people/seal'
import type { AuditRow } from '@core/store/records'
import fc from 'fast-check'

const ROW: AuditRow = {
  _id: 'r1', communityId: 'c', at: '2026-07-01T09:00:00.000+08:00' as Instant, by: 'o', act: 'tariff.publish', on: 't1', detail: '合同第六条',
}
const seal = (day: string, hash: string, before: string): Sealed => ({ day: day as Day, rows: 1, hash, before })
const CHAIN = [seal('2026-07-01', 'h1', ''), seal('2026-07-02', 'h2', 'h1'), seal('2026-07-03', 'h3', 'h2')]
const asSealed = CHAIN.map(({ rows, hash }) => ({ rows, hash }))

describe('the line of a row', () => {
  it('is the same in whatever order the fields come', () => {
    expect(sealLine(Object.fromEntries(Object.entries(ROW).reverse()) as AuditRow)).toBe(sealLine(ROW))
  })
  it('changes with every field, and with a field more', () => {
    for (const field of Object.keys(ROW)) expect(sealLine({ ...ROW, [field]: 'x' })).not.toBe(sealLine(ROW))
    expect(sealLine({ ...ROW, more: '' } as AuditRow)).not.toBe(sealLine(ROW))
  })
  it('two rows never read as two others: no text can end a line or a field', () => {
    const text = fc.string()
    fc.assert(fc.property(text, text, text, text, (a, b, c, d) => {
      const two = sealLine({ ...ROW, on: a, detail: b }) + sealLine({ ...ROW, on: c, detail: d })
      expect(two.split('\n')).toHaveLength(3)
      if (a !== c || b !== d) expect(sealLine({ ...ROW, on: a, detail: b })).not.toBe(sealLine({ ...ROW, on: c, detail: d }))
    }))
  })
  it('the head binds community, day and the seal before', () => {
    const heads = [['c', '2026-07-01', 'h'], ['d', '2026-07-01', 'h'], ['c', '2026-07-02', 'h'], ['c', '2026-07-01', '']] as const
    expect(new Set(heads.map(([community, day, before]) => sealHead(community, day as Day, before))).size).toBe(4)
  })
})

describe('a chain of seals', () => {
  it('holds when the rows are what they were', () => {
    expect(brokenSeals(CHAIN, asSealed, null)).toEqual([])
    expect(brokenSeals(CHAIN.slice(1), asSealed.slice(1), CHAIN[0] ?? null)).toEqual([])
  })
  it('names the day whose rows changed, and no other', () => {
    const found = asSealed.map((one, i) => (i === 1 ? { rows: 2, hash: 'other' } : one))
    expect(brokenSeals(CHAIN, found, null)).toEqual(['2026-07-02 的操作留痕与封存时不一致（封存 1 条，现有 2 条）'])
  })
  it('a seal made anew over changed rows no longer fits the next one', () => {
    const forged = CHAIN.map((one, i) => (i === 1 ? { ...one, hash: 'forged' } : one))
    const found = asSealed.map((one, i) => (i === 1 ? { ...one, hash: 'forged' } : one))
    expect(brokenSeals(forged, found, null)).toEqual(['2026-07-03 的封存与前一日接不上'])
  })
  it('a seal that is gone leaves a gap', () => {
    expect(brokenSeals(CHAIN.filter((_, i) => i !== 1), asSealed.filter((_, i) => i !== 1), null)).toEqual(['2026-07-03 之前缺少封存'])
  })
  it('the first one in sight must stand on the one before, and the very first on nothing', () => {
    expect(brokenSeals(CHAIN.slice(1), asSealed.slice(1), seal('2026-07-01', 'other', ''))).toEqual(['2026-07-02 的封存与前一日接不上'])
    expect(brokenSeals([seal('2026-07-01', 'h1', 'h0')], asSealed.slice(0, 1), null)).toEqual(['2026-07-01 的封存与前一日接不上'])
  })
})
