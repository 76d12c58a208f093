import type { BillingRun } from '@core/store/records'
import { readdirSync, readFileSync } from 'node:fs'
import { ask } from '../../local/estate/founding'
import { COMMUNITY, type Ground, openGround, settleHomes } from './ground'
import { measure, type Measure } from './measure'

const FEW = 10_000
const MANY = 100_000
const SWEEPS_MAX = 200
/** Longer than any lease of a walk. */
const LEASE_OVER_MS = 91_000

type Cost = { readonly usABill: number; readonly memoryMb: number }
let measured: Promise<readonly [Cost, Cost]> | null = null

/** A whole publication through the real functions, cut into its calls and taken up by sweep, of 100,000 homes against 10,000. */
export async function billRun100k(): Promise<Measure> {
  const [few, many] = await (measured ??= both())
  return measure('bill_run_100k', many.usABill, 'us/bill', few.usABill, '<=1.3')
}

/** The most memory that any function's process held meanwhile. */
export async function billRun100kMemory(): Promise<Measure> {
  const [few, many] = await (measured ??= both())
  return measure('bill_run_100k_memory', many.memoryMb, 'MB', few.memoryMb, '<=1.3')
}

async function both(): Promise<readonly [Cost, Cost]> {
  return [await publish(FEW), await publish(MANY)]
}

async function publish(homes: number): Promise<Cost> {
  const ground = await openGround()
  try {
    const { cloud, manager, store } = ground
    await settleHomes(store, homes)
    const { runId } = await ask<{ runId: string }>(cloud, 'staff', manager, 'billing.preview', { communityId: COMMUNITY, period: '2026-07' })
    const began = performance.now()
    await ask(cloud, 'staff', manager, 'billing.publish', { runId })
    for (let sweeps = 0; (await stateOf(ground, runId)) !== 'published'; sweeps += 1) {
      if (sweeps > SWEEPS_MAX) throw new Error('a publication never came to its end')
      await cloud.clock.pass(new Date(cloud.clock.nowMs() + LEASE_OVER_MS).toISOString())
      await cloud.timer('sweep')
    }
    const usABill = ((performance.now() - began) * 1000) / homes
    if ((await store.count('bills', { communityId: COMMUNITY, period: '2026-07' })) !== homes) throw new Error('bills are missing')
    return { usABill, memoryMb: peakMemoryMb() }
  } finally {
    await ground.stop()
  }
}

async function stateOf({ store }: Ground, runId: string): Promise<BillingRun['state'] | undefined> {
  return (await store.get('billing_runs', runId))?.state
}

/** The system keeps each process's own high-water mark; where there is no /proc it cannot be measured. */
function peakMemoryMb(): number {
  const peaks = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const isOurs = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('runner.cjs')
      const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      return isOurs && kb !== undefined ? [Number(kb) / 1024] : []
    } catch {
      // It ended while the list was read.
      return []
    }
  })
  return Math.max(...peaks)
}
