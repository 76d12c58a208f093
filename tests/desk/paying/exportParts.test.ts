import type { Day, Instant } from '@contract/calendar'
import { ROWS_A_FILE, walkRows } from '@core/desk/paying/exports/walkRows'
import type { World } from '@core/shell/world'
import { insert } from '@core/store/store'
import { emptyMemory, memoryStore } from '../../model/memoryStore'
import { account } from '../../store/features'

/** Two pages and a little, many of one day: a page must not end between two of the same value and lose one. */
const HOMES = 1_205
const ASKED = { collection: 'accounts', where: { communityId: 'c', oldestDueOn: { gte: '' as Day, lt: '2026-07-01' as Day } }, field: 'oldestDueOn' } as const

describe('a table that one call cannot hold', () => {
  const store = memoryStore(emptyMemory())
  const now = '2026-07-01T09:00:00.000+08:00' as Instant
  const worldOf = (elapsed: number) => ({ store, now, today: '2026-07-01', elapsedMs: () => elapsed } as unknown as World)
  beforeAll(async () => {
    const docs = Array.from({ length: HOMES }, (_, i) => account(`a${String(i).padStart(4, '0')}`, 'c', { oldestDueOn: `2026-0${1 + (i % 3)}-28` as Day }))
    await store.change({}, () => ({ writes: [insert('accounts', ...docs)], result: null }))
  })
  const walk = (after: string | undefined, elapsed: number) => walkRows(
    { ...ASKED, after },
    worldOf(elapsed), async (page) => page.map(({ _id }) => [_id]),
  )

  it('goes on where the last file ended, with every row in exactly one file', async () => {
    const files: string[][] = []
    let after: string | undefined
    do {
      const { rows, next } = await walk(after, 3_600_000)
      files.push([...rows])
      after = next ?? undefined
    } while (after !== undefined)
    expect(files.map((rows) => rows.length)).toEqual([500, 500, 205])
    expect(new Set(files.flat()).size).toBe(HOMES)
    expect(files.flat()).toEqual((await walk(undefined, 0)).rows)
  })

  it('ends a file in the middle of a page too: a few homes that owe for years are more than it holds', async () => {
    const years = Array<number>(240).fill(0)
    const file = (after: string | undefined) => walkRows(
      { ...ASKED, after }, worldOf(0), async (page) => page.map(({ _id }) => years.map(() => _id)),
    )
    const first = await file(undefined)
    expect(first.rows.length).toBe(Math.ceil(ROWS_A_FILE / years.length) * years.length)
    const second = await file(first.next ?? '')
    expect(second.rows[0]).not.toBe(first.rows.at(-1))
    expect(new Set([...first.rows, ...second.rows]).size).toBe((first.rows.length + second.rows.length) / years.length)
  })

  it('ends with what is left where a place is asked for at which nothing is', async () => {
    expect(await walk('2027-01-01|zzz', 0)).toEqual({ rows: [], next: null })
  })
})
