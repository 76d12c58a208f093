import type { ResidentAction, ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import type { StaffAction, StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'
import type { LocalCloud } from '../cloud'
import { after } from './days'
import type { Kill, Kills } from './kills'

export type Fingered = Awaited<ReturnType<LocalCloud['wechat']['fingertip']>>

/** Everything the month does to the cloud goes through here, so that a crash may fall into any of it. */
export type Calls = {
  /** As a phone calls: cut off by a crash, it asks again. A refusal is an answer. */
  readonly resident: <A extends ResidentAction>(
    openid: string, action: A, ask: ResidentAsk<A>, again?: Again,
  ) => Promise<Reply<ResidentAnswer<A>>>
  readonly staff: <A extends StaffAction>(openid: string, action: A, ask: StaffAsk<A>) => Promise<Reply<StaffAnswer<A>>>
  /** The finger on the payment sheet; ends when the first notice has been answered, or has met a crash. */
  readonly finger: (outTradeNo: string, outcome: 'success' | 'cancel' | 'silent') => Promise<Fingered>
  /**
   * Fires a timer. Cut off by a crash, its work is the next sweeps': time passes until one of them
   * has gone through. Says whether anything was cut off.
   */
  readonly fire: (timer: 'daily' | 'sweep' | 'reconcile') => Promise<boolean>
  /** Passes time to an instant, or none when it has gone by already. */
  readonly pass: (to: string) => Promise<void>
  /** A post to one of the local WeChat's addresses: no function is in it, so nothing cuts it off. */
  readonly wechat: (address: string, body: object) => Promise<Record<string, unknown>>
  readonly now: () => string
}
/** Whether a call that was cut off did its work after all: for what must not be done twice. */
export type Again = { readonly isDone: () => Promise<boolean> }

export type Accident = (what: string) => void

/** Whatever died is up again within a second: a phone that meets it more often than this has met something else. */
const TRIES_MAX = 8
/** Longer than any lease of a sweep (a message's is three minutes). */
const LEASES_OVER_MIN = 4

/**
 * Real time after a crash in which a call may still fail of it: a half-done transaction of an
 * instance that lived on holds its documents until the database ends it.
 */
const AFTERMATH_MS = 30_000

/** `nearCrash`: whatever went wrong may be the crash's doing, this call's own or one just before. */
type Tried<T> = { readonly answer: T | null; readonly why: string; readonly wasCut: boolean; readonly nearCrash: boolean }

export function createCalls(cloud: LocalCloud, kills: Kills, accident: Accident): Calls {
  let lastCrashMs = -Infinity
  /** One call, and the crash that falls into it if one does; the cloud stands again when it ends. */
  const attempt = async <T>(fn: string, call: () => Promise<T>): Promise<Tried<T>> => {
    const kill = kills.next()
    const called = call().then(
      (answer) => ({ answer, why: '' }),
      (error: Error) => ({ answer: null, why: error.message }),
    )
    if (kill) await strike(cloud, kill, fn)
    if (kill) lastCrashMs = Date.now()
    return { ...(await called), wasCut: kill !== null, nearCrash: Date.now() - lastCrashMs < AFTERMATH_MS }
  }

  const ask = async (fn: 'resident' | 'staff', openid: string, action: string, question: object, again?: Again): Promise<Reply<unknown>> => {
    for (let tries = 1; ; tries += 1) {
      const { answer, why, nearCrash } = await attempt(fn, () => cloud.call<Reply<unknown>>(fn, openid, action, question))
      const failed = answer === null || (!answer.ok && answer.refusal === 'TRY_AGAIN')
      if (!failed) return answer
      if (!nearCrash) accident(`${action} failed without a crash: ${why || 'TRY_AGAIN'}`)
      if (tries >= TRIES_MAX || !nearCrash) return answer ?? { ok: false, refusal: 'TRY_AGAIN', says: why, next: '' }
      if (again && (await again.isDone())) return { ok: true, value: {} }
    }
  }

  const pass = async (to: string): Promise<void> => {
    if (to > cloud.clock.now()) await cloud.clock.pass(to)
  }

  const fire = async (timer: string): Promise<boolean> => {
    for (let next = timer, tries = 0; ; next = 'sweep', tries += 1) {
      const { answer: run, wasCut, nearCrash } = await attempt(next, () => cloud.timer(next))
      const isWhole = !wasCut && (run?.ok ?? false)
      if (!isWhole && !nearCrash) accident(`${next} failed without a crash: ${run?.says ?? ''}`)
      if (isWhole || !nearCrash) return tries > 0
      await cloud.clock.pass(after(cloud.clock.now(), LEASES_OVER_MIN))
    }
  }

  const finger: Calls['finger'] = async (outTradeNo, outcome) => {
    let touched: Fingered | null = null
    await attempt('payNotify', async () => {
      touched = await cloud.wechat.fingertip({ outTradeNo, outcome })
      await cloud.wechat.idle()
    })
    if (touched === null) throw new Error('month: the payment sheet did not answer')
    return touched
  }

  return {
    resident: (openid, action, question, again) => ask('resident', openid, action, question, again) as Promise<Reply<never>>,
    staff: (openid, action, question) => ask('staff', openid, action, question) as Promise<Reply<never>>,
    finger,
    fire,
    pass,
    wechat: async (address, body) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const answer = await cloud.http(`/local/wechat/${address}`, init)
      if (!answer.ok) throw new Error(`month: /local/wechat/${address}: ${await answer.text()}`)
      return (await answer.json()) as Record<string, unknown>
    },
    now: cloud.clock.now,
  }
}

async function strike(cloud: LocalCloud, { what, afterMs }: Kill, fn: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  if (what === 'database') await cloud.restartDatabase()
  else await cloud.killInstances(what === 'own' ? fn : undefined)
}
