import { startWorld, type World } from './databaseWorld'

let world: World
beforeAll(async () => {
  world = await startWorld()
  const { db } = world
  await db.collection('bills').add(
    Array.from({ length: 1100 }, (_unused, n) => ({
      _id: `b${String(n).padStart(4, '0')}`,
      communityId: 'jingui',
      accountId: `account-${n % 10}`,
      stage: n % 2 === 0 ? 'issued' : 'T+7',
      dueOn: `2026-07-${String(1 + (n % 28)).padStart(2, '0')}`,
      tags: n % 100 === 0 ? ['old', 'parking'] : [`t${n}`],
      shares: [{ owner: `o${n % 50}` }, { owner: `p${n % 7}` }],
      amount: n,
    })),
  )
})
afterAll(() => world.stop())

const bills = () => world.db.collection('bills')
const command = () => world.db.command
const missing = (promise: Promise<unknown>, message: string) =>
  expect(promise).rejects.toMatchObject({ code: 'INVALID_PARAM', message: expect.stringContaining(message) })

describe('queries that an index serves', () => {
  it('equalities in any order, then a range, a sort, or both on one field', async () => {
    const _ = command()
    const { data } = await bills()
      .where({ stage: 'T+7', communityId: 'jingui', dueOn: _.gte('2026-07-10').and(_.lt('2026-07-12')) })
      .orderBy('dueOn', 'desc')
      .limit(1000)
      .get()
    const days = data.map(({ dueOn }) => dueOn as string)
    // Of n % 28 only the odd remainders have an odd n: 2026-07-10 is remainder 9, 2026-07-11 would be 10.
    expect([...new Set(days)]).toEqual(['2026-07-10'])
    expect(days).toHaveLength(39)
    const first = await bills()
      .where({ communityId: 'jingui', stage: 'issued' })
      .orderBy('dueOn', 'asc')
      .limit(1)
      .get()
    expect(first.data[0]).toMatchObject({ dueOn: '2026-07-01' })
  })

  it('$in on the last equality, in one order over all of its values', async () => {
    const _ = command()
    const asked = bills()
      .where({ accountId: _.in(['account-1', 'account-2', 'account-1']) })
      .orderBy('dueOn', 'asc')
    const { data } = await asked.limit(1000).get()
    const days = data.map(({ dueOn }) => dueOn as string)
    expect(days).toEqual([...days].sort())
    expect(new Set(data.map(({ _id }) => _id)).size).toBe(220)
    expect((await asked.skip(215).get()).data).toHaveLength(5)
    expect(
      await bills()
        .where({ accountId: _.in(['account-1', 'account-2']) })
        .count(),
    ).toMatchObject({ total: 220 })
  })

  it('by _id: equality, $in, and in its order from a given one, which is how to page', async () => {
    const _ = command()
    expect(
      (
        await bills()
          .where({ _id: _.in(['b0003', 'b0001', 'none']) })
          .get()
      ).data,
    ).toHaveLength(2)
    const page = await bills()
      .where({ _id: _.gt('b0500') })
      .orderBy('_id', 'asc')
      .limit(3)
      .get()
    expect(page.data.map(({ _id }) => _id)).toEqual(['b0501', 'b0502', 'b0503'])
  })

  it('finds by an element of a list, once each, and by a field inside its elements', async () => {
    const _ = command()
    expect((await bills().where({ tags: 'old' }).get()).data).toHaveLength(11)
    expect(
      (
        await bills()
          .where({ tags: _.in(['old', 'parking']) })
          .get()
      ).data,
    ).toHaveLength(11)
    expect(
      await bills()
        .where({ 'shares.owner': 'p3', amount: _.lt(100) })
        .count(),
    ).toMatchObject({ total: 14 })
    // One element meets the one bound and another the other, which is how MongoDB reads it.
    await bills().add({ _id: 'both', tags: ['a', 'z'] })
    expect(
      (
        await bills()
          .where({ tags: _.gt('x').and(_.lt('b')) })
          .get()
      ).data,
    ).toMatchObject([{ _id: 'both' }])
    await bills().doc('both').remove()
  })

  it('finds what is missing by null, and tells types apart', async () => {
    const _ = command()
    const notes = bills()
    await notes.add([
      { _id: 'n1', accountId: 'types' },
      { _id: 'n2', accountId: 'types', dueOn: null },
      { _id: 'n3', accountId: 'types', dueOn: 5 },
    ])
    expect((await notes.where({ accountId: 'types', dueOn: null }).get()).data.map(({ _id }) => _id)).toEqual(
      ['n1', 'n2'],
    )
    expect(
      (await notes.where({ accountId: 'types', dueOn: _.gt(1) }).get()).data.map(({ _id }) => _id),
    ).toEqual(['n3'])
    expect((await notes.where({ accountId: 'types', dueOn: _.gt('') }).get()).data).toEqual([])
    await notes.where({ accountId: 'types' }).remove()
  })

  it('keeps text longer than a key apart, and refuses a range over it', async () => {
    const _ = command()
    const long = '物'.repeat(300)
    await bills().add([
      { _id: 'l1', accountId: `${long}1` },
      { _id: 'l2', accountId: `${long}2` },
    ])
    expect(
      (
        await bills()
          .where({ accountId: `${long}2` })
          .get()
      ).data,
    ).toMatchObject([{ _id: 'l2' }])
    expect(
      await bills()
        .where({ accountId: `${long}1` })
        .count(),
    ).toMatchObject({ total: 1 })
    await missing(
      bills()
        .where({ accountId: _.gt(long) })
        .get(),
      'first letters only',
    )
    await bills()
      .where({ accountId: _.in([`${long}1`, `${long}2`]) })
      .remove()
  })
})

describe('queries that no index serves', () => {
  it('are refused with the index that is missing: get, count, update, remove, aggregate', async () => {
    const named =
      'bills: no declared index serves this query; ' +
      'missing index {"collection":"bills","keys":[["payee",1],["paidOn",-1]]}'
    await missing(bills().where({ payee: 'pm' }).orderBy('paidOn', 'desc').get(), named)
    const query = bills().where({ payee: 'pm' })
    const keys = '"keys":[["payee",1]]'
    await missing(query.count(), keys)
    await missing(query.update({ a: 1 }), keys)
    await missing(query.remove(), keys)
    await missing(query.updateAndReturn({ a: 1 }), keys)
    await missing(bills().aggregate().match({ payee: 'pm' }).count('n').end(), keys)
  })

  it('a range on one field with the order of another, a second order, a later key alone', async () => {
    const _ = command()
    await missing(
      bills()
        .where({ accountId: 'account-1', amount: _.gt(3) })
        .orderBy('amount', 'asc')
        .get(),
      '[["accountId",1],["amount",1]]',
    )
    await missing(
      bills().where({ accountId: 'account-1' }).orderBy('dueOn', 'asc').orderBy('amount', 'asc').get(),
      '[["accountId",1],["dueOn",1],["amount",1]]',
    )
    await missing(bills().where({ dueOn: '2026-07-01' }).get(), '[["dueOn",1]]')
    await missing(
      bills().where({ communityId: 'jingui' }).orderBy('_id', 'asc').get(),
      '[["communityId",1],["_id",1]]',
    )
    await missing(
      bills()
        .where({ title: /x/ } as never)
        .get(),
      'no index can serve title',
    )
    await missing(
      bills()
        .where(_.or([{ accountId: 'account-1' }, { accountId: 'account-2' }]))
        .get(),
      'no index can serve $or',
    )
  })

  it('conditions beyond the index filter 1,000 documents, and not one more', async () => {
    const _ = command()
    const few = bills().where({ accountId: 'account-3', amount: _.lt(50), title: _.exists(false) })
    expect((await few.get()).data).toHaveLength(5)
    await missing(
      bills()
        .where({ communityId: 'jingui', amount: _.lt(0) })
        .get(),
      'scanned documents; missing index {"collection":"bills","keys":[["communityId",1],["amount",1]]}',
    )
    await missing(
      bills()
        .where({ communityId: 'jingui', amount: _.gte(0) })
        .count(),
      'more than 1000 scanned',
    )
    // The head of the list is found before that, and the index alone may count any number.
    expect(
      (
        await bills()
          .where({ communityId: 'jingui', amount: _.gte(0) })
          .limit(10)
          .get()
      ).data,
    ).toHaveLength(10)
    expect(await bills().where({ communityId: 'jingui' }).count()).toMatchObject({ total: 1100 })
  })

  it('no condition at all is for a small collection', async () => {
    await world.db.collection('notes').add([
      { _id: '1', n: 2 },
      { _id: '2', n: 1 },
    ])
    expect((await world.db.collection('notes').orderBy('n', 'asc').get()).data.map(({ _id }) => _id)).toEqual(
      ['2', '1'],
    )
    expect(await world.db.collection('notes').count()).toMatchObject({ total: 2 })
    expect((await bills().limit(7).get()).data).toHaveLength(7)
    await missing(bills().count(), 'more than 1000 scanned')
    await missing(bills().aggregate().group({ _id: '$stage' }).end(), 'more than 1000 scanned')
  })
})
