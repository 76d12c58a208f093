import type { World } from '@core/shell/world'
import { functionEnvironment } from '../../local/cloudbase/functions/platform'
import { openTown, pay, type Town, type TownWish } from '../town'

export type DifferenceDoc = {
  _id: string; kind: string; state: string; day: string; communityId: string; theirs: number; ours: number; says: string; note: string; outTradeNo: string
}
type Sum = { count: number; total: number }
export type Sides = { paid: Sum; refunded: Sum; fee: number; booked: Sum }
export type DayDoc = { _id: string; day: string; state: string; says: string; totals: Sides; communities: (Sides & { communityId: string })[] }
export type TaskDoc = { _id: string; kind: string; state: string; title: string; says: string }

/** A town whose mornings bring the bill of the day before; nothing else happens by itself. */
export async function openReconciledTown(wish: TownWish = {}) {
  const town = await openTown(wish)
  const to = (at: string) => town.cloud.clock.jump(`${at}+08:00`, { timers: false })
  const dayDoc = async (day: string) => (await town.look<DayDoc>('reconciliations', { day }))[0]
  return {
    ...town,
    to,
    dayDoc,
    /** 10:30 of that day, and the timer. */
    async morning(day: string, time = '10:30:00') {
      await to(`${day}T${time}`)
      return town.cloud.timer('reconcile')
    },
    differences: (query: object = {}) => town.look<DifferenceDoc>('differences', query),
    openTasks: (kind: string) => town.look<TaskDoc>('tasks', { kind, state: 'open' }),
    /** Everything that reconciling may write, to be held against itself: all but that its timer ran. */
    async written() {
      const kept = ['reconciliations', 'differences', 'seals', 'tasks', 'audit', 'entries', 'orders', 'duties']
      const found = await Promise.all(kept.map((collection) => town.look<{ _id: string }>(collection)))
      return JSON.stringify(found.map((docs) => docs.filter(({ _id }) => !_id.startsWith('timer:'))))
    },
    /** Money for `yuan` by the resident of `room`: with a notice, or without one. */
    async paysFor(room: string, outcome: 'success' | 'silent' = 'success', amount?: number) {
      const { openid } = await town.moveIn(room)
      const outTradeNo = await town.order(openid, amount === undefined ? {} : ({ amount } as never))
      await pay(town, outTradeNo, outcome)
      return outTradeNo
    },
    /** A world in this process, over the same database and the same WeChat: for a call whose time runs out where a test says. */
    async world(): Promise<World> {
      Object.assign(process.env, functionEnvironment(`${town.cloud.database.url()}/admin`, town.cloud.wechat.env()), {
        NUANCUI_MODE: 'local', NUANCUI_ORDER_PREFIX: 'L', NUANCUI_CLOCK_OFFSET_MS: String(Math.round(town.cloud.clock.nowMs() - Date.now())),
      })
      const { cloudWorld } = await import('@core/shell/world')
      return cloudWorld()
    },
    behindOurBack: (action: 'modify' | 'remove' | 'insert', collectionName: string, id: string, fields: object = {}) =>
      behindOurBack(town, action, collectionName, id, fields),
  }
}
export type ReconciledTown = Awaited<ReturnType<typeof openReconciledTown>>

/** Somebody at the database's own console: no function of ours took part. */
async function behindOurBack(town: Town, action: 'modify' | 'remove' | 'insert', collectionName: string, id: string, fields: object): Promise<void> {
  const query = JSON.stringify({ _id: id })
  const bodies = {
    modify: {
      action: 'database.modifyDocument', queryType: 'DOC', query, multi: false, merge: true, upsert: false, data: JSON.stringify({ $set: fields }),
    },
    remove: { action: 'database.removeDocument', queryType: 'DOC', query, multi: false },
    insert: { action: 'database.insertDocument', data: [JSON.stringify({ _id: id, ...fields })] },
  }
  const answer = await fetch(`${town.cloud.database.url()}/admin?env=nuancui-local`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: 'local' },
    body: JSON.stringify({ collectionName, ...bodies[action] }),
  })
  const said = (await answer.json()) as { code?: string; data?: { updated?: number; deleted?: number; insertedIds?: string[] } }
  const done = said.data?.updated ?? said.data?.deleted ?? said.data?.insertedIds?.length
  if (done !== 1) throw new Error(`${action} ${collectionName} ${id}: ${JSON.stringify(said)}`)
}
