import type { Day } from '@contract/calendar'
import { formatShortDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { fen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { chargesOf } from '@core/desk/paying/charges/chargesOf'
import { lateTotal } from '@core/desk/paying/charges/chargesShown'
import { permit } from '@core/desk/people/permit'
import { addDays, daysBetween } from '@core/domain/calendar'
import { decide, type Standing } from '@core/domain/collecting/decide'
import { HARDSHIP_ADVICE } from '@core/domain/collecting/holdWords'
import { nextDunning, runningEpisode } from '@core/domain/collecting/ladder'
import { overdueSum } from '@core/domain/collecting/nextStage'
import { sayStage } from '@core/domain/collecting/policy'
import { saySkip } from '@core/domain/collecting/skips'
import { asked } from '@core/domain/paying/due'
import type { Charges } from '@core/domain/paying/lateCharge'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, StaffMember } from '@core/store/records'
import type { Range } from '@core/store/store'
import { accountPage, type Place, placeAfter } from './accountPages'
import { limitedTo, owedTotals, type Totals } from './owedTotals'
import { DECIDED_AT_ONCE, readStandings } from './standing'

type Ageing = '0-30' | '31-90' | '91-180' | '181-365' | '1-2y' | '2-3y' | '>3y'
type Ask = {
  readonly communityId: string
  readonly ageing?: Ageing | undefined
  readonly stage?: string | undefined
  readonly reach?: 'reachable' | 'unreachable' | undefined
  readonly after?: string | undefined
}
type Arrears = StaffAnswer<'arrears.list'>
type Row = Arrears['rows'][number]

const ROWS_A_PAGE = 50
/** Days overdue, both ends included (rules §13); a year is 365 days here. */
const BUCKETS: Readonly<Record<Ageing, readonly [from: number, to: number | null]>> = {
  '0-30': [1, 30], '31-90': [31, 90], '91-180': [91, 180], '181-365': [181, 365],
  '1-2y': [366, 730], '2-3y': [731, 1095], '>3y': [1096, null],
}

/**
 * arrears.list: overdue accounts, the longest first; `outstanding` is their overdue part. Totals
 * come with the first page only, from the database, or, where a filter is computed from the ladder
 * or from who can be reached, from walking every account: never from the page that is shown (F30).
 */
export async function listArrears(ask: Ask, caller: Caller, world: World): Promise<Outcome<Arrears>> {
  const post = await permit(world, caller, ask.communityId, 'see_accounts')
  if (!post.ok) return post
  const community = await world.store.get('communities', ask.communityId)
  if (!community) return refuse('COMMUNITY_NOT_FOUND')
  const isFirst = ask.after === undefined
  const isComputed = ask.stage !== undefined || ask.reach !== undefined
  const charges = await chargesOf(community, world)
  const found = await collect(ask, post.value, world, isFirst && isComputed, charges, async (accounts) => readStandings(world, community, accounts))
  const totals = !isFirst ? {} : isComputed ? found.totals : await storedTotals(ask, post.value, world)
  return accept({ rows: found.rows, ...totals, ...(found.next ? { next: found.next } : {}) })
}

type Found = { readonly rows: Row[]; readonly totals: Totals; readonly next: string | null }
type Read = (accounts: readonly Account[]) => Promise<readonly Standing[]>

async function collect(ask: Ask, member: StaffMember, world: World, toTheEnd: boolean, charges: Charges, read: Read): Promise<Found> {
  const range = rangeOf(ask.ageing, world.today)
  const rows: Row[] = []
  let [total, count, next] = [0, 0, null as string | null]
  let after = ask.after === undefined ? null : placeOf(ask.after)
  do {
    const page: readonly Account[] = await accountPage(world.store, ask.communityId, 'oldestDueOn', range, after, DECIDED_AT_ONCE)
    const seen = page.filter((account) => seesBuilding(member, account.building))
    for (const standing of await read(seen)) {
      const row = rowOf(standing, world.today, charges)
      if (!matches(row, ask)) continue
      if (rows.length === ROWS_A_PAGE) next ??= cursorOf(rows.at(-1), world.today)
      else rows.push(row)
      total += row.outstanding
      count += 1
    }
    after = placeAfter(page, 'oldestDueOn', DECIDED_AT_ONCE)
  } while (after && (next === null || toTheEnd))
  return { rows, totals: { total: fen(total), count }, next }
}

function rowOf(standing: Standing, today: Day, charges: Charges): Row {
  const { account } = standing
  const oldest = account.oldestDueOn ?? today
  const verdict = decide(standing, today, { by: 'person' })
  const step = nextDunning(asked(account, today))
  const late = lateTotal(account, today, charges)
  const said = step ? `下一步：${sayStage(step.stage)}${step.from > today ? `，${formatShortDay(step.from)}起` : ''}` : '各步提醒都做过了'
  return {
    accountId: account._id, label: account.label, name: account.name, outstanding: overdueSum(account, today),
    daysOverdue: daysBetween(oldest, today), ...(late > 0 ? { lateCharge: late } : {}),
    // The step that comes next, owed or not yet; at the ladder's end the last one done.
    stage: step?.stage.code ?? runningEpisode(account)?.lastStage ?? '',
    reachable: standing.people.some((person) => (person.consent?.quota ?? 0) > 0),
    says: withFlags(account, 'line' in verdict || verdict.skip === 'NOT_YET' || verdict.skip === 'LADDER_ENDED' ? said : `${said}；${saySkip(verdict.skip)}`),
  }
}

function withFlags({ flags = [] }: Account, says: string): string {
  return flags.includes('hardship') ? `${says}；${HARDSHIP_ADVICE}` : says
}

function matches(row: Row, { stage, reach }: Ask): boolean {
  return (stage === undefined || row.stage === stage) && (reach === undefined || row.reachable === (reach === 'reachable'))
}

function storedTotals({ communityId, ageing }: Ask, member: StaffMember, { store, today }: World): Promise<Totals> {
  return owedTotals(store, { communityId, oldestDueOn: rangeOf(ageing, today), dueOn: { $lt: today }, buildings: limitedTo(member) })
}

/** An account's age is that of its oldest unpaid bill. */
function rangeOf(ageing: Ageing | undefined, today: Day): Range<Day> {
  if (ageing === undefined) return { lt: today }
  const [from, to] = BUCKETS[ageing]
  return { lte: addDays(today, -from), ...(to === null ? {} : { gte: addDays(today, -to) }) }
}

function cursorOf(row: Row | undefined, today: Day): string | null {
  return row ? `${addDays(today, -row.daysOverdue)}_${row.accountId}` : null
}
function placeOf(cursor: string): Place {
  return { day: cursor.slice(0, 10) as Day, accountId: cursor.slice(11) }
}
