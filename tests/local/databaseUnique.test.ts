import { writeFileSync } from 'node:fs'
import { startDatabase } from '../../local/cloudbase/database/start'
import { DECLARATION, pointAt, startWorld, type Transaction, type World } from './databaseWorld'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

describe('unique indexes', () => {
  const duplicate = (collection: string, index: string) => ({
    code: 'DATABASE_REQUEST_FAILED',
    message: expect.stringContaining(`E11000 duplicate key error collection: ${collection} index: ${index}`),
  })

  it('refuse a second holder by add, set and update, and ask nothing of who lacks a field', async () => {
    const people = world.db.collection('people')
    await people.add([{ _id: 'p1', phone: '138' }, { _id: 'p2' }, { _id: 'p3' }, { _id: 'p4', phone: null }])
    await expect(people.add({ phone: '138' })).rejects.toMatchObject(duplicate('people', 'by_phone'))
    await expect(people.add([{ phone: '139' }, { phone: '139' }])).rejects.toMatchObject(
      duplicate('people', 'by_phone'),
    )
    await expect(people.doc('p2').set({ phone: '138' })).rejects.toMatchObject(
      duplicate('people', 'by_phone'),
    )
    await expect(people.doc('p2').update({ phone: '138' })).rejects.toMatchObject(
      duplicate('people', 'by_phone'),
    )
    await expect(people.add({ phone: null })).rejects.toMatchObject(duplicate('people', 'by_phone'))
    expect(await people.where({ phone: '139' }).count()).toMatchObject({ total: 0 })
  })

  it('let a value go with its document, and to another within one transaction', async () => {
    const { db } = world
    const people = db.collection('people')
    await people.doc('p1').update({ phone: '137' })
    await people.add({ _id: 'p5', phone: '138' })
    await people.doc('p5').remove()
    await people.doc('p2').set({ phone: '138' })
    await db.runTransaction(async (transaction: Transaction) => {
      await transaction.collection('people').doc('p2').update({ phone: '136' })
      await transaction.collection('people').doc('p3').set({ phone: '138' })
    })
    expect((await people.where({ phone: '138' }).get()).data).toMatchObject([{ _id: 'p3' }])
  })
})

describe('a changed declaration', () => {
  it('builds at start what is missing, drops what is gone, and stops at broken uniqueness', async () => {
    const { dir, indexesFile, db } = world
    const bills = db.collection('bills')
    await bills.add(
      Array.from({ length: 20 }, (_unused, n) => ({ accountId: 'a', stage: 'issued', amount: n })),
    )
    expect((await bills.where({ accountId: 'a' }).count()).total).toBe(20)
    await world.database.stop()
    const by = (name: string, keys: [string, 1 | -1][], unique = false) => ({
      collection: 'bills',
      name,
      keys,
      unique,
    })
    writeFileSync(
      indexesFile,
      JSON.stringify({ ...DECLARATION, indexes: [by('by_amount', [['amount', 1]], true)] }),
    )
    const next = await startDatabase({ dir, indexesFile })
    pointAt(next)
    const { data } = await bills
      .where({ amount: db.command.gte(18) })
      .orderBy('amount', 'desc')
      .get()
    expect(data.map(({ amount }) => amount)).toEqual([19, 18])
    await expect(bills.where({ accountId: 'a' }).get()).rejects.toMatchObject({ code: 'INVALID_PARAM' })
    await expect(bills.add({ amount: 18 })).rejects.toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
    await next.stop()
    writeFileSync(
      indexesFile,
      JSON.stringify({ ...DECLARATION, indexes: [by('by_stage', [['stage', 1]], true)] }),
    )
    await expect(startDatabase({ dir, indexesFile })).rejects.toThrow('unique index by_stage cannot be built')
  })
})
