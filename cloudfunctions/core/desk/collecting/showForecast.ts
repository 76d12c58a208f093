import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { comingDue, type DayForecast, dayOfParts, forecastDays, reachKind, sayUnreached } from '@core/domain/collecting/forecast'
import { seesBuilding } from '@core/domain/people/roles'
import type { Day } from '@contract/calendar'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { StaffMember } from '@core/store/records'
import { accountPage, type Place, placeAfter } from './accountPages'
import { FORECAST_DUTY } from './forecastReach'
import { peopleOf } from './readReach'
import { DECIDED_AT_ONCE } from './standing'

type Ask = { readonly communityId: string; readonly after?: string | undefined }
type Shown = StaffAnswer<'forecast.show'>
type Row = Shown['rows'][number]

const DAYS_MAX = 32
const ROWS_A_PAGE = 50
/** Pages of a hundred accounts read for one answer: where nearly everybody can be reached, the list goes on at the next. */
const READ_PAGES_MAX = 10

/**
 * forecast.show: the coming due days as the night counted them, and, as of now, whom nothing can
 * reach with what would change that. A household put right this morning has left the list and is
 * still in last night's figures, which say when they were taken.
 */
export async function showForecast({ communityId, after }: Ask, caller: Caller, world: World): Promise<Outcome<Shown>> {
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const rows = await unreached(world, post.value, after === undefined ? null : placeOf(after))
  if (after !== undefined) return accept(rows)
  const [days, duty] = await Promise.all([forecastOf(world, post.value), world.store.get('duties', FORECAST_DUTY)])
  return accept({ days: [...days], takenAt: duty?.lastDoneAt ?? null, ...rows })
}

/** The coming due days on which somebody owes something, in the buildings that the member sees. */
export async function forecastOf({ store, today }: World, member: StaffMember): Promise<readonly DayForecast[]> {
  const where = { communityId: member.communityId, dueOn: forecastDays(today) }
  const found = await store.find('forecasts', { where, sort: [['dueOn', 1]], limit: DAYS_MAX })
  return found
    .map(({ dueOn, parts }) => dayOfParts(dueOn, parts.filter(({ building }) => seesBuilding(member, building))))
    .filter(({ accounts }) => accounts > 0)
}

/** A page ends with a whole account, so that no due day of one is lost between two pages. */
async function unreached(world: World, member: StaffMember, from: Place | null): Promise<{ rows: Row[]; next?: string }> {
  const { store, today } = world
  const range = { lte: forecastDays(today).lte }
  const rows: Row[] = []
  let after = from
  for (let pages = 0; pages < READ_PAGES_MAX; pages += 1) {
    const page = await accountPage(store, member.communityId, 'oldestDueOn', range, after, DECIDED_AT_ONCE)
    const due = page.filter((account) => seesBuilding(member, account.building) && comingDue(account, today).length > 0)
    const people = await peopleOf(world, due)
    for (const account of due) {
      const theirs = people(account)
      if (reachKind(account, theirs, today) !== 'none') continue
      const { _id: accountId, label } = account
      rows.push(...comingDue(account, today).map((one) => ({ accountId, label, ...one, ...sayUnreached(account, theirs, today) })))
      if (rows.length >= ROWS_A_PAGE) return { rows, next: cursorOf({ day: account.oldestDueOn ?? today, accountId }) }
    }
    after = placeAfter(page, 'oldestDueOn', DECIDED_AT_ONCE)
    if (!after) return { rows }
  }
  return after ? { rows, next: cursorOf(after) } : { rows }
}

function cursorOf({ day, accountId }: Place): string {
  return `${day}_${accountId}`
}
function placeOf(cursor: string): Place {
  return { day: cursor.slice(0, 10) as Day, accountId: cursor.slice(11) }
}
