import { runDuties } from '@core/shell/timer'
import { shortReason } from '@core/shell/timerRecord'
import type { World } from '@core/shell/world'
import type { Duty } from '@core/store/records'
import { openTown, type Town } from '../desk/collecting/town'

let town: Town
beforeAll(async () => {
  town = await openTown('2026-07-08T09:00:00+08:00')
}, 120_000)
afterAll(() => town.close())

const row = async (): Promise<Duty | null> => town.store.get('duties', 'timer:sweep')
const well = { name: 'orders', run: async () => 'done' }
const broken = (error: unknown) => ({ name: 'receipts', run: () => Promise.reject(error) })

describe('a timer’s run', () => {
  it('leaves one row with its first run ever, its last and its last success', async () => {
    await town.at('2026-07-08T09:01:00')
    await runDuties([well], await town.world(), 'sweep')
    const first = await row()
    expect(first).toMatchObject({ failed: [], lastSays: 'done', since: first?.lastStartedAt })
    expect(first?.lastDoneAt?.slice(0, 16)).toBe('2026-07-08T09:01')
    await town.at('2026-07-08T09:02:00')
    await runDuties([well], await town.world(), 'sweep')
    const second = await row()
    expect(second).toMatchObject({ since: first?.since })
    expect(second?.lastStartedAt?.slice(0, 16)).toBe('2026-07-08T09:02')
    expect(await town.store.find('duties', { where: {}, limit: 100 })).toHaveLength(1)
  })

  it('that fails in one duty does the others, keeps its last success, says which and why, and ends as failed', async () => {
    const before = (await row())?.lastDoneAt
    await town.at('2026-07-08T09:03:00')
    const done: string[] = []
    const after = { name: 'messages', run: async () => done.push('messages') }
    const run = runDuties([broken(Object.assign(new Error('lost'), { code: 'DATABASE_TIMEOUT' })), after], await town.world(), 'sweep')
    await expect(run).rejects.toThrow('duties failed: receipts')
    expect(done).toEqual(['messages'])
    expect(await row()).toMatchObject({ failed: ['receipts'], lastSays: 'receipts: DATABASE_TIMEOUT lost', lastDoneAt: before })
    await runDuties([well], await town.world(), 'sweep')
    expect(await row()).toMatchObject({ failed: [], lastSays: 'done' })
  })

  it('costs one write', async () => {
    const world = await town.world()
    const writes: string[] = []
    const counted: World = { ...world, store: new Proxy(world.store, {
      get: (store, verb: keyof World['store']) => (['setIf', 'addNew', 'change'].includes(verb) ? (...asked: unknown[]) => {
        writes.push(verb)
        return (store[verb] as (...all: unknown[]) => unknown)(...asked)
      } : store[verb]),
    }) }
    await runDuties([well], counted, 'sweep')
    expect(writes).toEqual(['setIf'])
  })

  it('says nothing that could be a secret', () => {
    expect(shortReason(new Error('call 19900010101 about oWang_0123456789abcdefghijk\nand more'))).toBe('call 199****0101 about …')
    expect(shortReason('x y '.repeat(100)).length).toBeLessThanOrEqual(80)
    expect(shortReason(undefined)).toBe('undefined')
  })
})
