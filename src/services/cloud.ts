import type { ResidentAction, ResidentAnswer, ResidentAsk } from '@contract/contract/resident'
import type { StaffAction, StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'
import { carry, type CloudFunction } from './carry'

/** No answer that can be believed: the network, a time-out, a fault behind the door. Never a refusal. */
export class Unreachable extends Error {}

/** What a person waits before being told the truth (F07). */
export const ANSWER_LIMIT_MS = 12_000
/** Work over a whole community may use all of the staff function's own time (cloudbaserc.json). */
const LONG_WORK_LIMIT_MS = 60_000
const LONG_WORK: readonly string[] = [
  'file.part',
  'ledger.look',
  'ledger.preview',
  'ledger.confirm',
  'billing.preview',
  'billing.publish',
  'tariff.simulate',
  'export.make',
  'reading.template',
  'reading.sheet',
  'pool.preview',
  'pool.divide',
  'dunning.preview',
  'dunning.release',
] satisfies StaffAction[]

/** The only way from the screens to the cloud. Throws Unreachable; a refusal is an answer. */
export function askResident<A extends ResidentAction>(
  action: A,
  ask: ResidentAsk<A>,
): Promise<Reply<ResidentAnswer<A>>> {
  return askCloud('resident', action, ask)
}

export function askStaff<A extends StaffAction>(action: A, ask: StaffAsk<A>): Promise<Reply<StaffAnswer<A>>> {
  return askCloud('staff', action, ask)
}

async function askCloud<T>(fn: CloudFunction, action: string, ask: object): Promise<Reply<T>> {
  const limitMs = LONG_WORK.includes(action) ? LONG_WORK_LIMIT_MS : ANSWER_LIMIT_MS
  const answer = await within(limitMs, carry(fn, { action, ask })).catch((error: unknown) => {
    throw error instanceof Unreachable
      ? error
      : new Unreachable(String((error as Error | undefined)?.message ?? error))
  })
  if (!isReply(answer)) throw new Unreachable(`${action}: the answer is not a reply`)
  return answer as Reply<T>
}

function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreachable(`no answer in ${limitMs} ms`)), limitMs)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

function isReply(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false
  if (answer.ok === true) return 'value' in answer
  return answer.ok === false && 'refusal' in answer && 'says' in answer
}
