import type { StaffAnswer } from '@contract/contract/staff'
import { type Fen, fen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { FEE_ITEMS } from '@core/domain/billing/tariff'
import { divide } from '@core/domain/metering/pool'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Pool } from '@core/store/records'
import { type Decision, insert, put } from '@core/store/store'
import { createHash } from 'node:crypto'
import { poolParts } from './poolParts'

const POOLS_MAX = 200
const SHARES_SHOWN = 100

export function poolShown({ _id: poolId, item, period, cost, says, by, state, count }: Pool): StaffAnswer<'pool.list'>['pools'][number] {
  return { poolId, item, title: FEE_ITEMS[item as keyof typeof FEE_ITEMS] ?? item, period, cost, says, by, state, count }
}

/** pool.list: the latest periods first. */
export async function listPools({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'pool.list'>>> {
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const found = await world.store.find('pools', { where: { communityId }, sort: [['period', -1]], limit: POOLS_MAX })
  return accept({ pools: found.map(poolShown) })
}

type EnterAsk = { communityId: string; item: string; period: string; cost: Fen; says: string; by: Pool['by'] }

/** pool.enter: one cost an item and period. Entered again it takes the other's place, as long as no bill has charged it. */
export async function enterPool(ask: EnterAsk, caller: Caller, world: World): Promise<Outcome<{ poolId: string }>> {
  const { communityId, item, period, cost, says, by } = ask
  const post = await permit(world, caller, communityId, 'prepare_billing')
  if (!post.ok) return post
  const poolId = `pool-${createHash('sha256').update(JSON.stringify([communityId, item, period])).digest('hex').slice(0, 24)}`
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'pool.enter', on: poolId, detail: `${item} ${period} ${cost}` })
  return world.store.change({ pool: ['pools', poolId] }, ({ pool: there }): Decision<Outcome<{ poolId: string }>> => {
    if (there?.state === 'billed') return { writes: [], result: refuse('POOL_BILLED') }
    const isSame = there && there.cost === cost && there.by === by && there.says === says
    const pool: Pool = {
      _id: poolId, communityId, item, period, cost, says, proof: null, by, enteredBy: caller.openid, state: 'entered', count: 0, cursor: null,
      leaseUntil: null, createdAt: there?.createdAt ?? world.now,
    }
    return { writes: isSame ? [] : [put('pools', pool), insert('audit', audit)], result: accept({ poolId }) }
  })
}

/** pool.preview: every share by today's facts, how they add up, and who is left out and why. Nothing is written. */
export async function previewPool({ poolId }: { poolId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'pool.preview'>>> {
  const pool = await world.store.get('pools', poolId)
  if (!pool) return refuse('POOL_NOT_FOUND')
  const post = await permit(world, caller, pool.communityId, 'prepare_billing')
  if (!post.ok) return post
  const { parts, left } = await poolParts(pool, world)
  const shares = divide(pool.cost, parts)
  if (shares.length === 0) return refuse('POOL_NOBODY')
  const amounts = shares.map(({ amount }) => amount)
  return accept({
    pool: poolShown(pool), total: sumFen(amounts), count: shares.length,
    smallest: fen(Math.min(...extremes(amounts))), largest: fen(Math.max(...extremes(amounts))),
    shares: shares.slice(0, SHARES_SHOWN).map(({ part, amount }, i) => ({ label: parts[i]?.label ?? '', part, amount })),
    left: left.slice(0, SHARES_SHOWN),
  })
}

/** The least and the most: of a hundred thousand a spread call would be too many arguments. */
function extremes(amounts: readonly Fen[]): readonly [number, number] {
  return amounts.reduce<readonly [number, number]>(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [Infinity, -Infinity])
}
