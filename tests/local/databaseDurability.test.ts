import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Declaration, readDeclaration } from '../../local/cloudbase/database/catalog'
import { type Doc, readStored } from '../../local/cloudbase/database/ejson'
import { entriesOf, entryKey, idOfDocumentKey } from '../../local/cloudbase/database/indexKeys'
import { type RunningDatabase, startDatabase } from '../../local/cloudbase/database/start'
import { openStore, type Store } from '../../local/cloudbase/database/store'
import { freshFolder, initSdk, pointAt, startWorld, type Transaction } from './databaseWorld'

const KILLS = 20
const ACCOUNTS = 4
const FEN = 1000
const ACKNOWLEDGED_MIN = 8
const AFTER_KILL_MS = 30

const declaration: Declaration = {
  collections: ['accounts', 'entries'],
  indexes: [
    {
      collection: 'entries',
      name: 'by_round',
      keys: [
        ['round', 1],
        ['n', -1],
      ],
    },
    { collection: 'entries', name: 'by_number', keys: [['number', 1]], unique: true },
    {
      collection: 'entries',
      name: 'by_tag',
      keys: [
        ['tags', 1],
        ['round', 1],
      ],
    },
  ],
}

/** What the writers were told: null when a document was acknowledged as removed. */
type Told = Map<string, Doc | null>

/** A document of the store, everything it holds, and whether every index agrees with it. */
function inspect(dir: string, indexesFile: string): Promise<{ docs: Map<string, Doc>; wrong: string[] }> {
  const store = openStore(join(dir, 'db'), readDeclaration(indexesFile))
  const docs = new Map<string, Doc>()
  const wrong = declaration.collections.flatMap((name) => compareIndexes(store, name, docs))
  return store.close().then(() => ({ docs, wrong }))
}

function compareIndexes(store: Store, name: string, docs: Map<string, Doc>): string[] {
  const collection = store.collection(name)
  const called = new Set<string>()
  for (const key of store.keys(null, { from: [collection.no], to: [collection.no + 1] }, false)) {
    const id = idOfDocumentKey(key)
    const doc = readStored(store.read(collection, id) ?? '')
    docs.set(`${name}/${String(id.value)}`, doc)
    for (const entry of entriesOf(collection, doc)) called.add(JSON.stringify(entryKey(entry, id)))
  }
  const kept = new Set<string>()
  for (const index of collection.indexes) {
    for (const key of store.keys(index, { from: [index.no], to: [index.no + 1] }, false))
      kept.add(JSON.stringify(key))
  }
  const missing = [...called].filter((key) => !kept.has(key)).map((key) => `${name}: missing ${key}`)
  return [
    ...missing,
    ...[...kept].filter((key) => !called.has(key)).map((key) => `${name}: left over ${key}`),
  ]
}

/** Writes until the server is gone, noting only what was acknowledged, and what was on its way. */
async function writeUntilKilled(
  round: number,
  told: Told,
  unsure: Set<string>,
  over: () => boolean,
): Promise<void> {
  const db = initSdk().database()
  const _ = db.command
  const entries = db.collection('entries')
  const acknowledged = async (id: string, state: Doc | null, write: Promise<unknown>) => {
    unsure.add(id)
    await write
    unsure.delete(id)
    told.set(id, state)
  }
  const addAndChange = async (writer: number) => {
    for (let n = 0; !over(); n += 1) {
      const _id = `r${round}-w${writer}-${n}`
      const doc = { _id, round, n, number: `${round}.${writer}.${n}`, tags: [`a${n % 3}`, `b${writer}`] }
      await acknowledged(_id, doc, entries.add(doc))
      if (n % 3 === 1)
        await acknowledged(
          _id,
          { ...doc, n: n + 1000, tags: ['c'] },
          entries.doc(_id).update({ n: _.inc(1000), tags: ['c'] }),
        )
      if (n % 3 === 2) await acknowledged(_id, null, entries.doc(_id).remove())
    }
  }
  const move = async () => {
    for (let n = 0; !over(); n += 1) {
      await db.runTransaction(async (transaction: Transaction) => {
        const accounts = transaction.collection('accounts') as unknown as ReturnType<typeof db.collection>
        await accounts.doc(`a${n % ACCOUNTS}`).update({ fen: _.inc(-n) })
        await accounts.doc(`a${(n + 1) % ACCOUNTS}`).update({ fen: _.inc(n) })
      })
    }
  }
  await Promise.all(
    [addAndChange(1), addAndChange(2), addAndChange(3), move()].map((writer) =>
      writer.catch(() => undefined),
    ),
  )
}

async function killWhileWriting(
  database: RunningDatabase,
  round: number,
  told: Told,
  unsure: Set<string>,
): Promise<void> {
  let killed = false
  const enough = told.size + ACKNOWLEDGED_MIN + Math.random() * ACKNOWLEDGED_MIN
  const writing = writeUntilKilled(round, told, unsure, () => killed)
  while (told.size < enough) await sleep(1)
  await sleep(Math.random() * 4)
  const gone = new Promise((resolve) => database.onExit(resolve))
  database.kill()
  await gone
  killed = true
  // The SDK may wait for seconds on a connection that died; whatever it hears now is no answer.
  await Promise.race([writing, sleep(AFTER_KILL_MS)])
}

describe('kill -9', () => {
  it(`${KILLS} times while it writes: nothing acknowledged is lost or without its index`, async () => {
    const { dir, indexesFile } = freshFolder(declaration)
    const told: Told = new Map()
    const unsure = new Set<string>()
    let database = await startDatabase({ dir, indexesFile })
    pointAt(database)
    await initSdk()
      .database()
      .collection('accounts')
      .add(Array.from({ length: ACCOUNTS }, (_unused, n) => ({ _id: `a${n}`, fen: FEN })))
    for (let round = 0; round < KILLS; round += 1) {
      await killWhileWriting(database, round, told, unsure)
      const { docs, wrong } = await inspect(dir, indexesFile)
      expect(wrong).toEqual([])
      const accounts = Array.from(
        { length: ACCOUNTS },
        (_unused, n) => docs.get(`accounts/a${n}`)?.fen as number,
      )
      expect(accounts.reduce((sum, fen) => sum + fen, 0)).toBe(ACCOUNTS * FEN)
      for (const [id, state] of told) {
        if (!unsure.has(id)) expect(docs.get(`entries/${id}`) ?? null).toEqual(state)
      }
      database = await startDatabase({ dir, indexesFile })
      pointAt(database)
    }
    await database.stop()
    expect(told.size).toBeGreaterThanOrEqual(KILLS * ACKNOWLEDGED_MIN)
  })
})

describe('one folder, one server', () => {
  it('a second is turned away while the first lives, and not after it was killed', async () => {
    const { dir, indexesFile, database } = await startWorld()
    await expect(startDatabase({ dir, indexesFile })).rejects.toThrow('another database server')
    database.kill()
    await new Promise((resolve) => database.onExit(resolve))
    await (await startDatabase({ dir, indexesFile })).stop()
  })
})
