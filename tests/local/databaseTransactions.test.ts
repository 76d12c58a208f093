import { setTimeout as sleep } from 'node:timers/promises'
import { initSdk, startWorld, type Transaction, type World } from './databaseWorld'

const LIMIT_MS = 1000
const LOCK_WAIT_MS = 400
const CONFLICT = {
  code: 'DATABASE_TRANSACTION_CONFLICT',
  message: expect.stringContaining('Transaction is conflict'),
}
const ENDED = { code: 'DATABASE_TRANSACTION_FAIL' }

let world: World
beforeAll(async () => {
  world = await startWorld({ transactionLimitMs: LIMIT_MS, lockWaitMs: LOCK_WAIT_MS })
})
afterAll(() => world.stop())

const accounts = () => world.db.collection('accounts')
const inside = (transaction: { collection: (name: string) => unknown }) =>
  transaction.collection('accounts') as ReturnType<World['db']['collection']>
const begin = () => world.db.startTransaction()
const stored = async (id: string) =>
  (await accounts().doc(id).get()).data[0] as Record<string, unknown> | undefined

describe('a transaction', () => {
  it('sees its own writes, shows them to nobody before it commits, and then all at once', async () => {
    await accounts().add({ _id: 'own', n: 1 })
    const transaction = await begin()
    await inside(transaction).doc('own').update({ n: 2 })
    await inside(transaction).add({ _id: 'own-new', n: 1 })
    await inside(transaction)
      .doc('own-new')
      .update({ n: world.db.command.inc(4) })
    expect((await inside(transaction).doc('own').get()).data).toEqual({ _id: 'own', n: 2 })
    expect((await inside(transaction).doc('own-new').get()).data).toEqual({ _id: 'own-new', n: 5 })
    expect((await inside(transaction).doc('nobody').get()).data).toBeNull()
    expect(await stored('own')).toEqual({ _id: 'own', n: 1 })
    expect(await stored('own-new')).toBeUndefined()
    await transaction.commit()
    expect(await stored('own')).toEqual({ _id: 'own', n: 2 })
    expect(await stored('own-new')).toEqual({ _id: 'own-new', n: 5 })
  })

  it('reads every document as it stood when it began', async () => {
    await accounts().add([
      { _id: 's1', n: 1 },
      { _id: 's2', n: 1 },
    ])
    const transaction = await begin()
    await accounts().doc('s1').update({ n: 2 })
    await accounts().doc('s1').update({ n: 3 })
    await accounts().doc('s2').remove()
    await accounts().add({ _id: 's3', n: 1 })
    expect((await inside(transaction).doc('s1').get()).data).toMatchObject({ n: 1 })
    expect((await inside(transaction).doc('s2').get()).data).toMatchObject({ n: 1 })
    expect((await inside(transaction).doc('s3').get()).data).toBeNull()
    await transaction.commit()
    expect(await stored('s1')).toMatchObject({ n: 3 })
  })

  it('leaves nothing behind when it is rolled back, and may be rolled back twice', async () => {
    await accounts().add({ _id: 'back', n: 1 })
    const transaction = await begin()
    await inside(transaction).doc('back').update({ n: 2 })
    await inside(transaction).add({ _id: 'back-new' })
    await transaction.rollback()
    await transaction.rollback()
    expect(await stored('back')).toMatchObject({ n: 1 })
    expect(await stored('back-new')).toBeUndefined()
    await expect(transaction.commit()).rejects.toMatchObject(ENDED)
  })
})

describe('conflicts', () => {
  it('a document another has written, or that changed since the beginning, and no other', async () => {
    await accounts().add([
      { _id: 'c1', n: 1 },
      { _id: 'c2', n: 1 },
      { _id: 'c3', n: 1 },
    ])
    const [first, second, third] = [await begin(), await begin(), await begin()]
    await inside(first).doc('c1').update({ n: 2 })
    await expect(inside(second).doc('c1').update({ n: 3 })).rejects.toMatchObject(CONFLICT)
    // The server has ended it: the SDK does not roll back before its next attempt.
    await expect(inside(second).doc('c2').get()).rejects.toMatchObject(ENDED)
    await accounts().doc('c2').update({ n: 5 })
    await expect(inside(third).doc('c2').update({ n: 6 })).rejects.toMatchObject(CONFLICT)
    // Reading what another writes is no conflict, and neither is writing something else.
    const fourth = await begin()
    expect((await inside(fourth).doc('c1').get()).data).toMatchObject({ n: 1 })
    await inside(fourth).doc('c3').update({ n: 9 })
    await first.commit()
    await fourth.commit()
    expect([await stored('c1'), await stored('c2'), await stored('c3')]).toMatchObject([
      { n: 2 },
      { n: 5 },
      { n: 9 },
    ])
  })

  it('two that insert different documents for one account do not notice each other', async () => {
    await accounts().add({ _id: 'skew', n: 1 })
    const [first, second] = [await begin(), await begin()]
    for (const one of [first, second])
      expect((await inside(one).doc('skew').get()).data).toMatchObject({ n: 1 })
    await inside(first).add({ _id: 'skew-1' })
    await inside(second).add({ _id: 'skew-2' })
    await first.commit()
    await second.commit()
    expect(await stored('skew-2')).toBeDefined()
  })

  it('the same id or the same unique value at once; and a plain duplicate ends the transaction', async () => {
    const room = (name: string) => ({ communityId: 'jingui', room: name })
    const [first, second, third] = [await begin(), await begin(), await begin()]
    await inside(first).add({ _id: 'twin', ...room('101') })
    await expect(inside(second).add({ _id: 'twin' })).rejects.toMatchObject(CONFLICT)
    await expect(inside(third).add({ _id: 'other', ...room('101') })).rejects.toMatchObject(CONFLICT)
    await first.commit()
    const late = await begin()
    await expect(inside(late).add({ _id: 'late', ...room('101') })).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringContaining('index: by_room'),
    })
    await expect(late.commit()).rejects.toMatchObject(ENDED)
    const again = await begin()
    await expect(inside(again).add({ _id: 'twin' })).rejects.toMatchObject({
      message: expect.stringContaining('index: _id_'),
    })
  })

  it('lose no update: 20 at once on one account, each repeated from outside until it holds', async () => {
    await accounts().add({ _id: 'busy', total: 0, entries: [] })
    const { db } = world
    let attempts = 0
    const pay = async (payment: number): Promise<void> => {
      try {
        await db.runTransaction(async (transaction: Transaction) => {
          attempts += 1
          const account = (await inside(transaction).doc('busy').get()).data as unknown as { total: number }
          await inside(transaction).add({ _id: `busy-${payment}` })
          await inside(transaction)
            .doc('busy')
            .update({ total: account.total + 1, entries: db.command.push(payment) })
        })
      } catch (error) {
        expect(error).toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
        await sleep(Math.random() * 60)
        await pay(payment)
      }
    }
    await Promise.all(Array.from({ length: 20 }, (_unused, payment) => pay(payment)))
    const account = (await stored('busy')) as { total: number; entries: number[] }
    expect(account.total).toBe(20)
    expect([...account.entries].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_unused, n) => n))
    expect(attempts).toBeGreaterThan(20)
  })
})

describe('plain writes beside a transaction', () => {
  it('wait for its lock, and then stand on what it left', async () => {
    await accounts().add({ _id: 'lock', n: 1 })
    const transaction = await begin()
    await inside(transaction).doc('lock').update({ n: 10 })
    let done = false
    const plain = accounts()
      .doc('lock')
      .update({ n: world.db.command.inc(1) })
      .then(() => (done = true))
    await sleep(100)
    expect(done).toBe(false)
    await transaction.commit()
    await plain
    expect(await stored('lock')).toMatchObject({ n: 11 })
  })

  it('give up in time when the lock stays', async () => {
    const transaction = await begin()
    await inside(transaction).doc('lock').update({ n: 20 })
    await expect(accounts().doc('lock').remove()).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' })
    await transaction.rollback()
    expect(await stored('lock')).toMatchObject({ n: 11 })
  })

  it('and a transaction that outlives its limit is ended, its locks with it', async () => {
    const transaction = await begin()
    await inside(transaction).doc('lock').update({ n: 30 })
    await sleep(LIMIT_MS + 100)
    await accounts().doc('lock').update({ n: 12 })
    await expect(inside(transaction).doc('lock').get()).rejects.toMatchObject({
      ...ENDED,
      message: expect.stringContaining(`limit of ${LIMIT_MS} ms`),
    })
    await expect(transaction.commit()).rejects.toMatchObject(ENDED)
    expect(await stored('lock')).toMatchObject({ n: 12 })
  })
})

describe('operations that would leave a transaction in silence', () => {
  const refused = {
    code: 'INVALID_PARAM',
    message: expect.stringContaining('inside, use doc() and add() alone'),
  }

  it('where().get and updateAndReturn carry its id, and are refused', async () => {
    const first = await begin()
    await expect(inside(first).where({ _id: 'own' }).get()).rejects.toMatchObject(refused)
    const second = await begin()
    await expect(inside(second).where({ _id: 'own' }).updateAndReturn({ n: 1 })).rejects.toMatchObject(
      refused,
    )
  })

  it('the others carry none, and are refused while the client that sends them has one open', async () => {
    const named = initSdk(world.database.adminUrl('resident-1')).database()
    const transaction = await named.startTransaction()
    const query = inside(transaction).where({ _id: 'own' })
    await expect(query.update({ n: 1 })).rejects.toMatchObject(refused)
    await expect(query.remove()).rejects.toMatchObject(refused)
    await expect(query.count()).rejects.toMatchObject(refused)
    await expect(inside(transaction).aggregate().match({ _id: 'own' }).end()).rejects.toMatchObject(refused)
    // Another client is not concerned, and neither is this one afterwards.
    const other = initSdk(world.database.adminUrl('resident-2')).database()
    expect(await other.collection('accounts').where({ _id: 'own' }).count()).toMatchObject({ total: 1 })
    await transaction.commit()
    expect(await named.collection('accounts').where({ _id: 'own' }).count()).toMatchObject({ total: 1 })
  })
})
