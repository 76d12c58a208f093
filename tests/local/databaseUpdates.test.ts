import { readUpdate } from '../../local/cloudbase/database/update/update'
import type { Doc } from '../../local/cloudbase/database/ejson'
import { startWorld, type World } from './databaseWorld'

const change = (doc: Doc, update: Doc) => readUpdate(update)(structuredClone(doc))

describe('strict updates: what each operator does', () => {
  it.each<[string, Doc, Doc, Doc]>([
    ['$set makes the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    [
      '$set through a list',
      { a: [{ n: 1 }] },
      { $set: { 'a.0.n': 2, 'a.2': 3 } },
      { a: [{ n: 2 }, null, 3] },
    ],
    ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', 'x.y': '' } }, { b: { d: 2 } }],
    ['$inc, also of nothing', { n: 1 }, { $inc: { n: 2, m: -1 } }, { n: 3, m: -1 }],
    ['$mul, also of nothing', { n: 3 }, { $mul: { n: 2, m: 5 } }, { n: 6, m: 0 }],
    [
      '$min and $max',
      { a: 5, b: 5, c: 5 },
      { $min: { a: 3, b: 9 }, $max: { c: 7, d: 1 } },
      { a: 3, b: 5, c: 7, d: 1 },
    ],
    ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d', x: 'y' } }, { b: 2, c: { d: 1 } }],
    ['$push one', { l: [1] }, { $push: { l: 2, m: { a: 1 } } }, { l: [1, 2], m: [{ a: 1 }] }],
    ['$push a list as one', { l: [] }, { $push: { l: [1, 2] } }, { l: [[1, 2]] }],
    [
      '$push $each $position',
      { l: [1, 4] },
      { $push: { l: { $each: [2, 3], $position: 1 } } },
      { l: [1, 2, 3, 4] },
    ],
    [
      '$push $position from the end',
      { l: [1, 4] },
      { $push: { l: { $each: [2, 3], $position: -1 } } },
      { l: [1, 2, 3, 4] },
    ],
    [
      '$push $sort $slice',
      { l: [{ n: 3 }] },
      { $push: { l: { $each: [{ n: 1 }, { n: 2 }], $sort: { n: -1 }, $slice: 2 } } },
      { l: [{ n: 3 }, { n: 2 }] },
    ],
    ['$push $slice from the end', { l: [1, 2] }, { $push: { l: { $each: [3], $slice: -2 } } }, { l: [2, 3] }],
    [
      '$addToSet, once each',
      { l: [1] },
      { $addToSet: { l: { $each: [1, 2, 2] }, m: { a: 1 } } },
      { l: [1, 2], m: [{ a: 1 }] },
    ],
    ['$addToSet $each on a missing field', {}, { $addToSet: { l: { $each: [2, 2] } } }, { l: [2] }],
    [
      '$pull equals and conditions',
      { l: [1, 2, 3], m: [{ a: 1 }, { a: 2 }] },
      { $pull: { l: { $gt: 1 }, m: { a: 2 } } },
      { l: [1], m: [{ a: 1 }] },
    ],
    ['$pullAll', { l: [1, 2, 1] }, { $pullAll: { l: [1] } }, { l: [2] }],
    ['$pop both ends', { l: [1, 2, 3], m: [1, 2] }, { $pop: { l: 1, m: -1 } }, { l: [1, 2], m: [2] }],
    ['nothing there to pull or pop', {}, { $pull: { l: 1 }, $pop: { m: 1 } }, {}],
  ])('%s', (_name, doc, update, expected) => {
    expect(change(doc, update)).toEqual(expected)
  })

  it.each<[string, Doc, Doc, string]>([
    ['$inc of text', { n: '1' }, { $inc: { n: 1 } }, 'Cannot apply $inc to a value of non-numeric type'],
    ['$inc of null', { n: null }, { $inc: { n: 1 } }, 'Cannot apply $inc to a value of non-numeric type'],
    ['$inc by text', { n: 1 }, { $inc: { n: '1' } }, 'Cannot $inc with a non-numeric argument'],
    ['$mul of a list', { n: [] }, { $mul: { n: 2 } }, 'Cannot apply $mul'],
    ['$inc out of the exact whole numbers', { n: 2 ** 53 - 1 }, { $inc: { n: 1 } }, 'exact'],
    ['$push to a number', { l: 1 }, { $push: { l: 1 } }, 'is not an array'],
    ['$push to null', { l: null }, { $push: { l: 1 } }, 'is not an array'],
    ['$addToSet to text', { l: 'x' }, { $addToSet: { l: 1 } }, 'is not an array'],
    ['$pull from an object', { l: {} }, { $pull: { l: 1 } }, 'is not an array'],
    ['$pop by two', { l: [] }, { $pop: { l: 2 } }, '$pop expects 1 or -1'],
    ['$set through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 'Cannot create field'],
    ['$set by name in a list', { a: [] }, { $set: { 'a.b': 1 } }, 'Cannot create field'],
    ['two operators on one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, "would create a conflict at 'a'"],
    ['a path and its parent', {}, { $set: { a: {}, 'a.b': 1 } }, "would create a conflict at 'a'"],
    ['_id', {}, { $set: { _id: 1 } }, 'immutable'],
    ['a place of no number', {}, { $set: { 'a.$[].b': 1 } }, '$[]'],
    ['nothing at all', {}, {}, 'at least one field'],
  ])('%s is an error', (_name, doc, update, message) => {
    expect(() => change(doc, update)).toThrow(message)
  })

  it('gives each of many documents a list of its own', () => {
    const update = readUpdate({ $set: { list: [1] } })
    const first = update({})
    ;(first.list as number[]).push(2)
    expect(update({})).toEqual({ list: [1] })
  })
})

describe('strict updates, through the SDK', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.stop())

  it('sends the commands it has, and leaves the document alone when one is refused', async () => {
    const { db } = world
    const _ = db.command
    const doc = db.collection('notes').doc('sdk')
    await doc.set({ n: 1, gone: true, old: 'x', list: [3, 1], m: 1 })
    await doc.update({
      n: _.inc(2),
      gone: _.remove(),
      old: _.rename('new'),
      list: _.push({ each: [2], sort: 1, slice: 2 }),
      m: _.max(9),
    })
    await doc.update({ list: _.unshift([0]), set: _.addToSet('a'), whole: _.set({ e: {} }), m: _.mul(2) })
    await doc.update({ list: _.shift(), set: _.addToSet('a') })
    await expect(doc.update({ n: 0, list: _.inc(1) })).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    })
    expect((await doc.get()).data).toEqual([
      { _id: 'sdk', n: 3, new: 'x', list: [1, 2], m: 18, set: ['a'], whole: { e: {} } },
    ])
  })

  it('updates and removes by an indexed query, many or the first', async () => {
    const { db } = world
    const _ = db.command
    const bills = db.collection('bills')
    await bills.add(
      Array.from({ length: 30 }, (_unused, n) => ({
        _id: `u${n}`,
        accountId: 'a',
        dueOn: `2026-07-${10 + n}`,
        n: 0,
      })),
    )
    const early = bills.where({ accountId: 'a', dueOn: _.lt('2026-07-20') })
    expect(await early.update({ n: _.inc(1) })).toMatchObject({ updated: 10 })
    expect(await early.options({ multiple: false }).update({ n: _.inc(1) })).toMatchObject({ updated: 1 })
    expect(await bills.where({ accountId: 'a', n: 1 }).count()).toMatchObject({ total: 9 })
    expect(await early.remove()).toMatchObject({ deleted: 10 })
    expect(await bills.where({ accountId: 'a' }).count()).toMatchObject({ total: 20 })
  })
})
