import type { StaffAnswer } from '@contract/contract/staff'
import { ZERO } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { divide, type Divided } from '@core/domain/metering/pool'
import { takeLease } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Pool, PoolShare } from '@core/store/records'
import { pagesOf } from '@core/store/pages'
import { type Decision, insert, present, put } from '@core/store/store'
import { poolParts } from './poolParts'

type Answer = StaffAnswer<'pool.divide'>
const SHARES_AT_ONCE = 200
const POOLS_A_SWEEP = 5

/**
 * pool.divide: writes every share. The same facts give the same shares, so that a walk cut off is
 * begun anew from its cursor; a pool that a bill has charged is never divided again (rules §4).
 */
export async function dividePool({ poolId }: { poolId: string }, caller: Caller, world: World): Promise<Outcome<Answer>> {
  const pool = await world.store.get('pools', poolId)
  if (!pool) return refuse('POOL_NOT_FOUND')
  const post = await permit(world, caller, pool.communityId, 'prepare_billing')
  if (!post.ok) return post
  if (pool.state === 'billed') return refuse('POOL_BILLED')
  if ((await poolParts(pool, world)).parts.length === 0) return refuse('POOL_NOBODY')
  const audit = auditRow(world, { communityId: pool.communityId, by: caller.openid, act: 'pool.divide', on: poolId, detail: pool.period })
  await world.store.change({ pool: ['pools', poolId] }, ({ pool: found }): Decision<null> => {
    const now = present(found, 'the pool')
    // One that is being divided goes on where it is.
    if (now.state === 'billed' || now.leaseUntil !== null) return { writes: [], result: null }
    return { writes: [put('pools', { ...now, state: 'entered', count: 0, cursor: null, leaseUntil: world.now }), insert('audit', audit)], result: null }
  })
  return accept(await continueDividing(poolId, world))
}

async function continueDividing(poolId: string, world: World): Promise<Answer> {
  const lease = await takeLease(world, 'pools', poolId, { state: 'entered' })
  if (!lease) return progressOf(present(await world.store.get('pools', poolId), 'the pool'))
  const pool = lease.doc
  const { parts } = await poolParts(pool, world)
  const shares = divide(pool.cost, parts)
  const from = Number(pool.cursor ?? '0')
  for (let at = from; at < shares.length; at += SHARES_AT_ONCE) {
    await write(pool, shares.slice(at, at + SHARES_AT_ONCE), world)
    const count = Math.min(at + SHARES_AT_ONCE, shares.length)
    if (!(await lease.goOn({ cursor: String(count), count }))) return { divided: count, count: shares.length, done: false }
  }
  await emptyOthers(pool, new Set(shares.map(({ premisesId }) => premisesId)), world)
  await lease.giveBack({ state: 'divided', count: shares.length, cursor: null, leaseUntil: null })
  return { divided: shares.length, count: shares.length, done: true }
}

function progressOf({ count, state }: Pool): Answer {
  return { divided: count, count, done: state !== 'entered' }
}

function shareOf({ _id: poolId, communityId, item, period }: Pool, { premisesId, part, whole, amount }: Divided): PoolShare {
  return { _id: `${poolId}.${premisesId}`, communityId, poolId, premisesId, item, period, part, whole, amount }
}
async function write(pool: Pool, shares: readonly Divided[], world: World): Promise<void> {
  await world.store.change({}, (): Decision<null> => ({ writes: shares.map((share) => put('pool_shares', shareOf(pool, share))), result: null }))
}

/** Who counted for something in an earlier division and for nothing in this one pays nothing. */
async function emptyOthers(pool: Pool, counted: ReadonlySet<string>, world: World): Promise<void> {
  for await (const page of pagesOf(world.store, 'pool_shares', { poolId: pool._id }, '_id', SHARES_AT_ONCE)) {
    const gone = page.filter(({ premisesId, amount }) => amount !== 0 && !counted.has(premisesId))
    if (gone.length === 0) continue
    const emptied = gone.map((share) => put('pool_shares', { ...share, part: '0', amount: ZERO }))
    await world.store.change({}, (): Decision<null> => ({ writes: emptied, result: null }))
  }
}

/** sweep: takes up divisions that were cut off. */
export async function resumeDividing(world: World): Promise<void> {
  const cutOff = await world.store.find(
    'pools', { where: { state: 'entered', leaseUntil: { gt: '' as Pool['createdAt'], lte: world.now } }, limit: POOLS_A_SWEEP },
  )
  for (const { _id } of cutOff) await continueDividing(_id, world)
}
