import { ask, startWorld, type World } from './databaseWorld'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const notes = () => world.db.collection('notes')
const _ = () => world.db.command

describe('documents, through the unmodified SDK', () => {
  it('keeps what was added: whole numbers, fractions, dates, nested lists, null and Chinese', async () => {
    const doc = {
      _id: 'kept',
      fen: 123_45,
      rate: 1.15,
      big: 9_007_199_254_740_991,
      at: new Date(1_780_000_000_123),
      none: null,
      yes: true,
      name: '物业费',
      list: [1, { deep: [new Date(5), 'x'] }],
      empty: {},
      nothing: [],
    }
    await expect(notes().add(doc)).resolves.toMatchObject({ id: 'kept' })
    expect((await notes().doc('kept').get()).data).toEqual([doc])
  })

  it('adds many at once, gives ids of 32 letters, and none at all when one is a duplicate', async () => {
    const { ids } = (await notes().add([{ n: 1 }, { _id: 'many', n: 2 }])) as unknown as { ids: string[] }
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), 'many'])
    await expect(notes().add([{ _id: 'fresh' }, { _id: 'many' }])).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringContaining('E11000 duplicate key error collection: notes index: _id_'),
    })
    expect((await notes().doc('fresh').get()).data).toEqual([])
  })

  it('sets, updates, removes by id and tells how many', async () => {
    const doc = notes().doc('one')
    expect(await doc.set({ a: 1 })).toMatchObject({ updated: 0, upsertedId: 'one' })
    expect(await doc.set({ a: 2, b: { c: 1, d: 1 } })).toMatchObject({ updated: 1 })
    expect(await doc.update({ b: { c: 5 } })).toMatchObject({ updated: 1 })
    expect((await doc.get()).data).toEqual([{ _id: 'one', a: 2, b: { c: 5, d: 1 } }])
    expect(await doc.update({ a: 2 })).toMatchObject({ updated: 0 })
    expect(await notes().doc('none').update({ a: 1 })).toMatchObject({ updated: 0 })
    expect(await doc.remove()).toMatchObject({ deleted: 1 })
    expect(await doc.remove()).toMatchObject({ deleted: 0 })
  })

  it('gives chosen fields only', async () => {
    await notes().add({ _id: 'fields', a: 1, b: { c: 2, d: 3 } })
    expect((await notes().doc('fields').field({ a: true }).get()).data).toEqual([{ _id: 'fields', a: 1 }])
    expect((await notes().where({ _id: 'fields' }).field({ 'b.c': false, a: false }).get()).data).toEqual([
      { _id: 'fields', b: { d: 3 } },
    ])
  })

  it('updates the first of a query and returns it as it then stands', async () => {
    await notes().add({ _id: 'returned', n: 1 })
    const answer = await notes()
      .where({ _id: 'returned' })
      .updateAndReturn({ n: _().inc(4) })
    expect(answer).toMatchObject({ updated: 1, doc: { _id: 'returned', n: 5 } })
    expect(await notes().where({ _id: 'nobody' }).updateAndReturn({ n: 1 })).toMatchObject({ updated: 0 })
  })

  it('makes a collection once, and knows no other', async () => {
    await world.db.createCollection('extras')
    await world.db.collection('extras').add({ _id: 'x' })
    await expect(world.db.createCollection('extras')).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_ALREADY_EXIST',
    })
    await expect(world.db.collection('misspelt').add({ a: 1 })).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      message: expect.stringContaining('misspelt'),
    })
  })
})

describe('serverDate', () => {
  it("is the world's clock, in add, set and update, with its offset", async () => {
    const year = 365 * 24 * 3600_000
    await world.database.setClock(year)
    const at = world.db.serverDate()
    await notes().add({ _id: 'dated', at, later: world.db.serverDate({ offset: 60_000 }) })
    await notes().doc('dated').update({ changed: at, deep: { at } })
    const [doc] = (await notes().doc('dated').get()).data as [
      { at: Date; later: Date; changed: Date; deep: { at: Date } },
    ]
    for (const date of [doc.at, doc.changed, doc.deep.at]) {
      expect(Math.abs(date.getTime() - Date.now() - year)).toBeLessThan(5000)
    }
    expect(doc.later.getTime() - doc.at.getTime()).toBe(60_000)
    await world.database.setClock(0)
  })
})

describe('limits', () => {
  it('gives 100 unless asked, 1,000 at the most, and the rest from an offset', async () => {
    const bills = world.db.collection('bills')
    const many = Array.from({ length: 1200 }, (_unused, n) => ({
      _id: `limit-${n}`,
      accountId: 'limits',
      dueOn: String(n).padStart(5, '0'),
    }))
    await bills.add(many)
    const asked = bills.where({ accountId: 'limits' }).orderBy('dueOn', 'desc')
    expect((await asked.get()).data).toHaveLength(100)
    expect((await asked.limit(5000).get()).data).toHaveLength(1000)
    expect((await asked.skip(1198).get()).data.map(({ dueOn }) => dueOn)).toEqual(['00001', '00000'])
    const raw = await ask(world.database, {
      action: 'database.getDocument',
      collectionName: 'bills',
      queryType: 'WHERE',
      query: '{"accountId":"limits"}',
    })
    expect((raw.data as { list: string[] }).list).toHaveLength(100)
    expect(await bills.where({ accountId: 'limits' }).count()).toMatchObject({ total: 1200 })
    expect(await bills.where({ accountId: 'limits' }).remove()).toMatchObject({ deleted: 1200 })
  })
})

describe('what is unknown is named', () => {
  const fails = (promise: Promise<unknown>, name: string) =>
    expect(promise).rejects.toMatchObject({ code: 'INVALID_PARAM', message: expect.stringContaining(name) })

  it('an action, a query operator, an update operator, a stage, an expression', async () => {
    expect(await ask(world.database, { action: 'database.vacuum' })).toMatchObject({
      code: 'INVALID_PARAM',
      message: 'unknown action database.vacuum',
      requestId: expect.any(String),
    })
    await fails(
      notes()
        .where({ _id: 'x', a: { $near: 1 } })
        .get(),
      '$near',
    )
    await fails(
      notes()
        .where({ _id: 'x', list: _().elemMatch({ a: { $near: 1 } }) })
        .get(),
      '$near',
    )
    await fails(
      notes()
        .doc('x')
        .update({ a: _().bit({ and: 1 }) }),
      '$bit',
    )
    await fails(
      notes()
        .options({ raw: true } as never)
        .where({ _id: 'x' })
        .update({ $currentDate: { a: 1 } }),
      '$currentDate',
    )
    await fails(
      notes().aggregate().lookup({ from: 'bills', localField: 'a', foreignField: 'b', as: 'c' }).end(),
      '$lookup',
    )
    await fails(
      notes()
        .aggregate()
        .project({ a: { $conjure: '$b' } })
        .end(),
      '$conjure',
    )
    await fails(notes().add({ a: { $money: 1 } }), '$money')
  })

  it('a request that carries no signature is turned away', async () => {
    const answer = await fetch(world.database.adminUrl(), {
      method: 'POST',
      body: '{"action":"database.startTransaction"}',
    })
    expect(await answer.json()).toMatchObject({ code: 'SIGN_PARAM_INVALID' })
  })
})

describe('aggregate', () => {
  it('groups what an indexed match chose, beyond 1,000 documents', async () => {
    const bills = world.db.collection('bills')
    const many = Array.from({ length: 1500 }, (_unused, n) => ({
      accountId: 'sums',
      dueOn: `2026-0${1 + (n % 3)}-01`,
      amount: n,
    }))
    await bills.add(many)
    const $ = _().aggregate
    const { data } = await bills
      .aggregate()
      .match({ accountId: 'sums' })
      .group({ _id: '$dueOn', total: $.sum('$amount'), count: $.sum(1) })
      .sort({ _id: 1 })
      .end()
    const sum = (rest: number) =>
      many.reduce((all, { amount }) => (amount % 3 === rest ? all + amount : all), 0)
    expect(data).toEqual(
      [0, 1, 2].map((rest) => ({ _id: `2026-0${rest + 1}-01`, total: sum(rest), count: 500 })),
    )
    await bills.where({ accountId: 'sums' }).remove()
  })
})

describe('the read-only look', () => {
  it('answers relaxed extended JSON for any query over a small collection, and writes nothing', async () => {
    await notes().add({ _id: 'seen', colour: 'red', at: new Date(0), n: 7 })
    const look = (query: string) =>
      fetch(`${world.database.url}/db/notes?query=${encodeURIComponent(query)}&limit=5`)
    const answer = await look('{"colour":"red"}')
    expect(await answer.json()).toEqual({
      list: [{ _id: 'seen', colour: 'red', at: { $date: '1970-01-01T00:00:00.000Z' }, n: 7 }],
    })
    expect((await look('{"colour":{"$paint":1}}')).status).toBe(400)
    expect((await fetch(`${world.database.url}/db/notes?query=&limit=`)).status).toBe(200)
    expect((await fetch(`${world.database.url}/db/misspelt`)).status).toBe(400)
    expect((await fetch(`${world.database.url}/db/notes`, { method: 'DELETE' })).status).toBe(404)
    expect((await fetch(`${world.database.url}/healthz`)).status).toBe(200)
  })
})
