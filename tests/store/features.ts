import type { Day, Instant } from '@contract/calendar'
import { fen } from '@contract/money'
import { entry } from '@core/domain/paying/ledger'
import type { Account, Duty, Task } from '@core/store/records'
import { type Decision, insert, present, put, remove, type Store, type Where } from '@core/store/store'
import { pagesOf } from '@core/store/pages'

/**
 * What the house expects of the database, whichever engine answers. The local cloud is trusted as
 * far as it passes the same suite as the real environment.
 */
const AT = '2026-07-01T09:00:00.000+08:00' as Instant
const LATER = '2026-07-01T10:00:00.000+08:00' as Instant

export function account(id: string, communityId: string, changed: Partial<Account> = {}): Account {
  return {
    _id: id, communityId, label: id, building: '1栋', name: '测试户', phones: [], kind: 'residential', open: [], outstanding: fen(0),
    oldestDueOn: null, nextActOn: null, prepaid: [], openOrders: [], holds: [], plans: [], reminded: { episode: null, courtesy: [], doNotContact: false },
    internalNotes: [], createdAt: AT, ...changed,
  }
}
function task(id: string, communityId: string, createdAt: string): Task {
  return {
    _id: id, communityId, accountId: null, kind: 'test', title: 't', says: 's', state: 'open', createdAt: createdAt as Instant, doneBy: null, doneAt: null,
  }
}
function payment(id: string, accountId: string, communityId: string) {
  return entry({
    _id: id, communityId, accountId, kind: 'payment', at: AT, memo: '',
    postings: [{ account: 'cash:wechat:p', amount: fen(1) }, { account: 'liability:unplaced', amount: fen(-1) }],
  })
}

/** `scope` makes every id of one run its own, so that runs do not meet. */
export function storeFeatures(open: () => Store, scope: string): void {
  const id = (name: string) => `${scope}-${name}`
  const community = id('community')

  describe('documents', () => {
    it('are read back as they were written, with nested values, nulls and Chinese text', async () => {
      const store = open()
      const doc = account(id('round'), community, { internalNotes: ['拒缴：漏水'], prepaid: [{ item: 'parking', payeeId: 'p', amount: fen(-0 + 7) }] })
      expect(await store.addNew('accounts', [doc])).toBe(1)
      expect(await store.get('accounts', doc._id)).toEqual(doc)
      expect(await store.get('accounts', id('nobody'))).toBeNull()
    })

    it('that are already there stay as they are, and only new ones are added', async () => {
      const store = open()
      const first = task(id('a'), community, '2026-07-01T09:00:00.000+08:00')
      expect(await store.addNew('tasks', [first])).toBe(1)
      const second = { ...first, title: 'changed' }
      expect(await store.addNew('tasks', [second])).toBe(0)
      const batch = [second, task(id('b'), community, '2026-07-02T09:00:00.000+08:00'), task(id('c'), community, '2026-07-02T09:00:00.000+08:00')]
      expect(await store.addNew('tasks', batch)).toBe(2)
      expect((await store.get('tasks', first._id))?.title).toBe('t')
    })

    it('are read many at once, in the order asked, without the missing', async () => {
      const found = await open().getMany('tasks', [id('c'), id('missing'), id('a')])
      expect(found.map((doc) => doc._id)).toEqual([id('c'), id('a')])
    })

    it('are found by equalities and one range, sorted and bounded', async () => {
      const store = open()
      const where = { communityId: community, state: 'open', createdAt: { gt: '2026-07-01T00:00:00' as Instant } } as const
      const found = await store.find('tasks', { where, sort: [['createdAt', -1]], limit: 2 })
      expect(found).toHaveLength(2)
      expect(await store.count('tasks', where)).toBe(3)
    })

    it('are walked page by page without losing or repeating equal values', async () => {
      const seen: string[] = []
      for await (const page of pagesOf(open(), 'tasks', { communityId: community, state: 'open' }, 'createdAt', 1)) seen.push(...page.map((doc) => doc._id))
      expect(seen).toEqual([id('a'), id('b'), id('c')])
    })

    it('are walked within a range, a single value and no value, whatever the pages hold', async () => {
      const store = open()
      const [march, april, may, june] = ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'] as Day[]
      const days = [null, null, march, march, march, april, may, june]
      const estate = id('estate')
      const homes = days.map((on, i) => account(id(`home-${i}`), estate, { oldestDueOn: on ?? null }))
      await store.addNew('accounts', homes)
      const walked = async (more: Where<Account>, limit: number) => {
        const seen: number[] = []
        const where = { communityId: estate, ...more }
        for await (const page of pagesOf(store, 'accounts', where, 'oldestDueOn', limit)) {
          seen.push(...page.map(({ _id }) => Number(_id.slice(-1))))
        }
        return seen
      }
      const range = { gte: '2026-03-01' as Day, lt: '2026-06-01' as Day }
      for (const limit of [1, 2, 3, 4, 5, 8, 9]) {
        expect(await walked({}, limit)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
        expect(await walked({ oldestDueOn: range }, limit)).toEqual([2, 3, 4, 5, 6])
        expect(await walked({ oldestDueOn: '2026-03-01' as Day }, limit)).toEqual([2, 3, 4])
      }
    })

    it('are summed in the database', async () => {
      const [sum] = await open().aggregate('tasks', { communityId: community, state: 'open' }, [{ group: { _id: '$kind', count: { $sum: 1 } } }])
      expect(sum).toEqual({ _id: 'test', count: 3 })
    })
  })

  describe('a lease', () => {
    it('is taken by one of many who ask at the same moment', async () => {
      const store = open()
      const duty: Duty = { _id: id('lease'), leaseUntil: '' as Instant, lastDoneAt: null, lastSays: '' }
      await store.addNew('duties', [duty])
      const taken = await Promise.all(
        Array.from({ length: 8 }, () => store.setIf('duties', duty._id, { leaseUntil: { lte: AT } }, { leaseUntil: LATER })),
      )
      expect(taken.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('a change', () => {
    const addTo = (store: Store, accountId: string, entryId: string) =>
      store.change({ account: ['accounts', accountId] }, ({ account: found }): Decision<number> => {
        const now = present(found, 'the account')
        const next = { ...now, outstanding: fen(now.outstanding + 1) }
        return { writes: [put('accounts', next), insert('entries', payment(entryId, accountId, community))], result: next.outstanding }
      })

    it('of one account by twenty at once loses none', async () => {
      const store = open()
      const busy = id('busy')
      await store.addNew('accounts', [account(busy, community)])
      await Promise.all(Array.from({ length: 20 }, (_, i) => addTo(store, busy, id(`busy-entry-${i}`))))
      expect((await store.get('accounts', busy))?.outstanding).toBe(20)
    }, 60_000)

    it('that fails half-way leaves nothing behind', async () => {
      const store = open()
      const whole = id('whole')
      await store.addNew('accounts', [account(whole, community)])
      await addTo(store, whole, id('whole-entry'))
      // The entry is there already: the account must not move either.
      await expect(addTo(store, whole, id('whole-entry'))).rejects.toThrow(/E11000|DUPLICATE/)
      expect((await store.get('accounts', whole))?.outstanding).toBe(1)
    })

    it('reads a list of documents in the order asked, with null for the missing', async () => {
      const ids = [id('whole'), id('nobody'), id('busy')]
      const found = await open().change({ docs: ['accounts', ids] }, ({ docs }) => ({ writes: [], result: docs.map((doc) => doc?._id ?? null) }))
      expect(found).toEqual([id('whole'), null, id('busy')])
    })

    it('of the books without the account rewritten is refused', async () => {
      const lost = open().change({}, () => ({ writes: [insert('entries', payment(id('lost'), id('whole'), community))], result: null }))
      await expect(lost).rejects.toThrow('an entry is saved with its account rewritten')
    })

    it('replaces a document whole: a field that is gone is gone', async () => {
      const store = open()
      const shrunk = account(id('shrunk'), community, { prepaid: [{ item: 'parking', payeeId: 'p', amount: fen(1) }] })
      await store.addNew('accounts', [shrunk])
      await store.change({ account: ['accounts', shrunk._id] }, ({ account: found }) => ({
        writes: [put('accounts', { ...present(found, 'the account'), prepaid: [] })], result: null,
      }))
      expect((await store.get('accounts', shrunk._id))?.prepaid).toEqual([])
    })

    it('takes a document away with what else it writes, or not at all; one that is gone may be taken again', async () => {
      const store = open()
      const leaving = { _id: id('leaving'), phone: null, privacy: null, bindFailures: 0, createdAt: AT }
      await store.addNew('persons', [leaving])
      await store.addNew('accounts', [account(id('kept'), community)])
      await addTo(store, id('kept'), id('kept-entry'))
      const twice = insert('entries', payment(id('kept-entry'), id('kept'), community))
      const half = store.change({ kept: ['accounts', id('kept')] }, ({ kept }) => ({
        writes: [remove('persons', leaving._id), put('accounts', present(kept, 'the account')), twice], result: null,
      }))
      await expect(half).rejects.toThrow(/E11000|DUPLICATE/)
      expect(await store.get('persons', leaving._id)).toEqual(leaving)
      const goes = () => store.change({ person: ['persons', leaving._id] }, ({ person }) => ({ writes: [remove('persons', leaving._id)], result: person }))
      expect(await goes()).toEqual(leaving)
      expect(await goes()).toBeNull()
      expect(await store.get('persons', leaving._id)).toBeNull()
    })
  })

  describe('a unique key', () => {
    it('is kept across documents with different ids', async () => {
      const store = open()
      const premises = (name: string) => ({
        _id: id(name), communityId: community, key: 'same', label: name, building: '1栋', unit: '1单元', room: '101', kind: 'residential' as const,
        area: '88.5', tariffIds: [], createdAt: AT,
      })
      await store.addNew('premises', [premises('one')])
      await expect(store.change({}, () => ({ writes: [insert('premises', premises('two'))], result: null }))).rejects.toThrow(/E11000|DUPLICATE/)
    })
  })
}
