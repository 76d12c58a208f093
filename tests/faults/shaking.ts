import type { LocalCloud } from '../../local/cloud'

/** A lease is over after a minute and a half of the world's time (core/shell/lease); this is one second more. */
const LEASE_IS_OVER_MS = 91_000
const ROUNDS_MAX = 60
const PATIENCE_MS = 30_000
/** Which of the kills is the database's: its functions hang for some seconds before they give up. */
const DATABASE_AT = 1

export type Walk = {
  /** Whoever begins it: asked again until something was written. */
  readonly begin: () => Promise<unknown>
  readonly isBegun: () => Promise<boolean>
  /** What goes on with it where it was cut off. */
  readonly resume: () => Promise<unknown>
  readonly isDone: () => Promise<boolean>
  /** How far it is, in signs that it leaves; a kill falls just after the next one or the one after. */
  readonly signs: () => Promise<number>
  /** Whose process is killed. */
  readonly works: 'staff' | 'daily'
  readonly kills: number
}

/**
 * Walks under kills: of the function at work, and once of the database, each at a moment when the
 * walk has just left another sign. Between two rounds the world waits until
 * the dead one's lease is over. Returns how many kills fell into the walk.
 */
export async function shake(cloud: LocalCloud, walk: Walk): Promise<number> {
  let hits = 0
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const begun = await walk.isBegun()
    if (begun && (await walk.isDone())) return hits
    const under = (begun ? walk.resume() : walk.begin()).catch((error: Error) => error)
    const ended = under.then(() => true)
    if (hits < walk.kills && (await stepSeen(walk, ended))) {
      if (hits !== DATABASE_AT) await cloud.killInstances(begun ? 'sweep' : walk.works)
      // A dead function's transaction holds its documents for half a minute of real time: as long as
      // its lease, so the next walk would never meet it. A new database has let go of it at once.
      await cloud.restartDatabase()
      hits += 1
    }
    await ended
    await wait(cloud, LEASE_IS_OVER_MS)
  }
  throw new Error(`the walk has not come to its end in ${ROUNDS_MAX} rounds`)
}

/** Lets the world pass by; nothing of ours runs meanwhile. */
export async function wait(cloud: LocalCloud, ms: number): Promise<void> {
  const to = new Date(cloud.clock.nowMs() + ms).toISOString().replace('Z', '+00:00')
  await cloud.clock.jump(to, { timers: false })
}

/** Whether another sign or two come before the walk has ended. */
async function stepSeen(walk: Walk, ended: Promise<boolean>): Promise<boolean> {
  let over = false
  void ended.then(() => (over = true))
  const wanted = (await walk.signs()) + (Math.random() < 0.5 ? 1 : 2)
  for (const until = Date.now() + PATIENCE_MS; !over && Date.now() < until; ) {
    if ((await walk.signs().catch(() => 0)) >= wanted) return !over
  }
  return false
}

const CLOCK = /T\d\d:\d\d:\d\d\.\d{3}\+08:00/g
/** A workbook holds the minute it was written in, and so do its digest and the import's id. */
const WORKBOOK = /import-[0-9a-f]{24}|"[0-9a-f]{64}"/g

/** The same lines for two worlds in which the same has happened, at whatever minute. */
export function timeless(docs: readonly object[]): readonly string[] {
  return docs.map((doc) => JSON.stringify(doc).replace(CLOCK, 'T…').replace(WORKBOOK, '…')).sort()
}
