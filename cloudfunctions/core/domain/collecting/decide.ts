import type { Day } from '@contract/calendar'
import { type Fen, fen } from '@contract/money'
import { addDays } from '@core/domain/calendar'
import { holdsOn } from '@core/domain/paying/account'
import { asideOf, asked, heldBy } from '@core/domain/paying/due'
import type { Account, Contact, Hold, Message } from '@core/store/records'
import { oldestDueOn } from './ladder'
import { capReached, mayDunOn, openingOn } from './limits'
import { forbiddenIn } from './linter'
import { nextStage, overdueSum, type Quiet } from './nextStage'
import type { Channel, DunningStageCode, Stage } from './policy'
import { type Reach, recipientOf } from './recipient'
import type { SkipCode } from './skips'
import { callText, type ReminderFields, reminderFields, reminderText, sayWhy } from './words'

/** Everything that decides one account's line, read at one moment. */
export type Standing = {
  readonly account: Account
  readonly community: { readonly paused: boolean; readonly companyName: string }
  readonly people: readonly Reach[]
  /** The account's own contacts of the last 7 days. */
  readonly contacts: readonly Contact[]
  /** Money of this account that fits no bill yet. */
  readonly surplus: Fen
  /** What the outbox already holds for this account today, by channel. */
  readonly today: { readonly [C in Channel]?: Pick<Message, 'state'> | undefined }
}

/** Who asks. The daily timer sends only what the policy lets go by itself; a person may do more. */
export type Asker =
  | { readonly by: 'policy' | 'person' }
  /** At sending: whether this stage is still owed, and by this channel. */
  | { readonly by: 'outbox'; readonly stage: DunningStageCode; readonly channel: Channel }

export type Line = {
  readonly stage: Stage
  readonly channel: Channel
  readonly openid: string | null
  /** Not before this hour, as the person wishes; null: whenever it is open. */
  readonly hour: number | null
  readonly dueOn: Day
  readonly fields: ReminderFields
  readonly text: string
  readonly says: string
}
export type Verdict = { readonly line: Line } | { readonly skip: SkipCode; readonly on: Day | null; readonly stage: Stage | null }

/**
 * The stop list and the ladder in one (rules §9). The same decision is taken for the preview, for
 * the daily scan and once more at sending, so nothing is sent that is no longer right.
 */
export function decide(standing: Standing, today: Day, asker: Asker): Verdict {
  const account = asked(standing.account, today)
  if (account.open.length === 0 && standing.account.open.length > 0) return skip(whyAside(standing.account, today), null)
  return decideAsked({ ...standing, account }, today, asker)
}

/** What the ladder sees are the bills that may be asked for; the holds on the whole account are in the stop list. */
function decideAsked(standing: Standing, today: Day, asker: Asker): Verdict {
  const { account } = standing
  const owed = nextStage(account, today, (stage) => mayAsk(stage, today, asker))
  if (owed.stage === null) return skip(withheld(owed.code, account, today, asker), null, owed.on)
  const { stage, dueOn } = owed
  const stopped = stopList(standing, stage, today)
  if (stopped) return skip(stopped, stage)
  const line = reach(standing, stage, dueOn, today, asker)
  if ('skip' in line) return line
  if (standing.today[line.line.channel] && asker.by !== 'outbox') return skip('ALREADY_TODAY', stage)
  return line
}

/** Why nothing is left to ask for: everything is in a plan that is kept, or named by a hold. */
function whyAside(account: Account, today: Day): SkipCode {
  if (account.open.some((bill) => asideOf(account, bill, today) === 'planned')) return 'PLAN_KEPT'
  const held = account.open.flatMap((bill) => heldBy(account, bill, today)?.kind ?? [])
  return HELD[STRONGEST_FIRST.find((kind) => held.includes(kind)) ?? 'dispute']
}
const STRONGEST_FIRST = ['case', 'dispute', 'pause', 'promise'] as const satisfies readonly Hold['kind'][]

const HELD: Readonly<Record<Hold['kind'], SkipCode>> = { case: 'CASE_OPEN', dispute: 'DISPUTED', pause: 'ON_HOLD', promise: 'PROMISED' }
function held(account: Account, today: Day): SkipCode | null {
  const hold = holdsOn(account.holds, today).find(({ billIds }) => billIds === null)
  return hold ? HELD[hold.kind] : null
}

function mayAsk(stage: Stage, today: Day, asker: Asker): boolean {
  if (stage.kind === 'dunning' && !mayDunOn(today)) return false
  if (asker.by === 'outbox') return stage.code === asker.stage
  return asker.by === 'person' || stage.automatic
}
/** Dunning that is owed but may not go out today says so, instead of "not yet". */
function withheld(code: Quiet['code'], account: Account, today: Day, asker: Asker): SkipCode {
  if (code === 'NOTHING_OWED') return code
  if (asker.by === 'outbox') return 'DECIDED_ANEW'
  const owed = nextStage(account, today, (stage) => asker.by === 'person' || stage.automatic)
  return owed.stage?.kind === 'dunning' && !mayDunOn(today) ? 'NO_DUNNING_DAY' : code
}

function stopList({ account, community, contacts, surplus }: Standing, stage: Stage, today: Day): SkipCode | null {
  if (community.paused) return 'COLLECTION_PAUSED'
  const why = held(account, today)
  if (why) return why
  if (account.reminded.doNotContact) return 'DO_NOT_CONTACT'
  if (account.openOrders.some((order) => order.under === 'review')) return 'PAYMENT_UNDER_REVIEW'
  if (account.openOrders.length > 0) return 'PAYMENT_IN_FLIGHT'
  // Money that waits to be placed holds dunning up to its amount (F42).
  const asked = stage.kind === 'dunning' ? overdueSum(account, today) : account.outstanding
  if (surplus > 0 && fen(asked - surplus) < stage.amountMin) return 'SURPLUS_WAITING'
  if (openingOn(today, account.kind) === null) return 'REST_DAY'
  return capReached(contacts, today) ? 'ACCOUNT_CAP' : null
}

/** By WeChat when somebody can be reached; else, in a person's run, by the next channel of the stage. */
function reach(standing: Standing, stage: Stage, dueOn: Day, today: Day, asker: Asker): Verdict {
  const { account, community, people } = standing
  const phone = asker.by === 'outbox' ? asker.channel === 'call_task' : stage.channel === 'call_task'
  const recipient = phone ? null : recipientOf(people, today)
  const says = sayWhy(account, stage, today)
  const fields = reminderFields(account, stage, dueOn, today)
  if (recipient && 'openid' in recipient) {
    const { openid, hour } = recipient
    return linted({ stage, channel: 'wechat', openid, hour, dueOn, fields, text: reminderText(fields), says })
  }
  if (recipient && (recipient.none === 'PERSON_CAP' || asker.by !== 'person' || !mayPhone(account, stage, today))) {
    return skip(recipient.none, stage)
  }
  const why = recipient ? `${says}；微信发不到，改为电话` : says
  const text = callText(account, community.companyName, dueOn)
  return linted({ stage, channel: 'call_task', openid: null, hour: null, dueOn, fields, text, says: why })
}

function mayPhone(account: Account, { callFrom }: Stage, today: Day): boolean {
  const oldest = oldestDueOn(account.open)
  return callFrom !== null && oldest !== null && addDays(oldest, callFrom) <= today
}

function linted(line: Line): Verdict {
  return forbiddenIn(line.text, 'resident').length === 0 ? { line } : skip('TEXT_FORBIDDEN', line.stage)
}
function skip(code: SkipCode, stage: Stage | null, on: Day | null = null): Verdict {
  return { skip: code, on, stage }
}
