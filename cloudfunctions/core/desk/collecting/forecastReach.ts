import type { Day } from '@contract/calendar'
import { comingDue, countIn, forecastDays, reachKind, sorted } from '@core/domain/collecting/forecast'
import { isLeftOver, takeDuty } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import type { Community, Duty, Forecast, ForecastPart, WalkCursor } from '@core/store/records'
import type { Where } from '@core/store/store'
import { accountPage, type Place, placeAfter } from './accountPages'
import { peopleOf } from './readReach'
import { DECIDED_AT_ONCE } from './standing'

export const FORECAST_DUTY = 'forecast'
const COMMUNITIES_AT_ONCE = 100
const TO_BE_CONTINUED = 'to be continued'
/** Due days of one community within the forecast, today included. */
const DAYS_MAX = 32
/** No id is empty: before every account of a community, and before every community. */
const FIRST: Place = { day: '0001-01-01' as Day, accountId: '' }
const BEGINNING: WalkCursor = { communityId: '', ...FIRST }

/** Where a walk stands, and what it has counted in the community it stands in. */
type Standing = { readonly cursor: WalkCursor; readonly counted: readonly ForecastPart[] }

/**
 * daily: counts, for each community and coming due day, whom WeChat, a phone or nothing can reach,
 * so that 今日 and 触达预测 read a few small documents instead of every account. One row of
 * bookkeeping a night; a forecast is rewritten only when its figures changed (F38). Cut off, it is
 * resumed by `sweep` from where it stood.
 */
export async function forecastReach(world: World, hasTime: () => boolean): Promise<string> {
  const lease = await takeDuty(world, FORECAST_DUTY)
  if (!lease) return 'under way elsewhere'
  const from = standingOf(lease.doc, world)
  // From here on today's walk is under way until its cursor is null, whatever becomes of this call.
  if (!(await lease.goOn({ day: world.today, ...from }))) return TO_BE_CONTINUED
  const stopped = await walk(world, from, hasTime)
  if (stopped) await lease.giveBack({ ...stopped, lastSays: TO_BE_CONTINUED })
  else await lease.giveBack({ cursor: null, counted: [], lastSays: 'done', lastDoneAt: world.now })
  return stopped ? TO_BE_CONTINUED : 'done'
}

/** sweep: goes on with today's walk where it was cut off, by time or by a crash, and begins it when the daily timer did not. */
export async function resumeForecast(world: World, hasTime: () => boolean): Promise<string> {
  const duty = await world.store.get('duties', FORECAST_DUTY)
  return isLeftOver(duty, world) ? forecastReach(world, hasTime) : 'nothing to resume'
}

function standingOf({ day, cursor, counted }: Duty, { today }: World): Standing {
  return day === today && cursor ? { cursor, counted: counted ?? [] } : { cursor: BEGINNING, counted: [] }
}

/** Returns where it stopped, or null when every community is counted. */
async function walk(world: World, from: Standing, hasTime: () => boolean): Promise<Standing | null> {
  const { communityId } = from.cursor
  let where: Where<Community> = communityId === '' ? {} : { _id: { gte: communityId } }
  for (;;) {
    const communities = await world.store.find('communities', { where, sort: [['_id', 1]], limit: COMMUNITIES_AT_ONCE })
    for (const community of communities) {
      const stopped = await countCommunity(world, community, community._id === communityId ? from : null, hasTime)
      if (stopped) return stopped
    }
    const last = communities.at(-1)
    if (!last || communities.length < COMMUNITIES_AT_ONCE) return null
    where = { _id: { gt: last._id } }
  }
}

async function countCommunity(
  world: World, { _id: communityId }: Community, from: Standing | null, hasTime: () => boolean,
): Promise<Standing | null> {
  const { store, today } = world
  let counted = from?.counted ?? []
  let after: Place | null = from && from.cursor.accountId !== '' ? from.cursor : null
  do {
    // Here and not after the page: the time may have been used up by the duty before this one.
    if (!hasTime()) return { cursor: { communityId, ...(after ?? FIRST) }, counted }
    const page = await accountPage(store, communityId, 'oldestDueOn', { lte: forecastDays(today).lte }, after, DECIDED_AT_ONCE)
    const due = page.filter((account) => comingDue(account, today).length > 0)
    const people = await peopleOf(world, due)
    for (const account of due) {
      const kind = reachKind(account, people(account), today)
      for (const one of comingDue(account, today)) counted = countIn(counted, account.building, one, kind)
    }
    after = placeAfter(page, 'oldestDueOn', DECIDED_AT_ONCE)
  } while (after)
  await keep(world, communityId, counted)
  return null
}

async function keep({ store, now, today }: World, communityId: string, counted: readonly ForecastPart[]): Promise<void> {
  const known = await store.find('forecasts', { where: { communityId, dueOn: forecastDays(today) }, limit: DAYS_MAX })
  const days = new Set([...counted.map((part) => part.dueOn), ...known.map((one) => one.dueOn)])
  for (const dueOn of days) {
    const parts = sorted(counted.filter((part) => part.dueOn === dueOn))
    const before = known.find((one) => one.dueOn === dueOn)
    const forecast: Forecast = { _id: `${communityId}:${dueOn}`, communityId, dueOn, parts, changedAt: now }
    if (!before) await store.addNew('forecasts', [forecast])
    else if (!sameParts(before.parts, parts)) await store.setIf('forecasts', forecast._id, {}, { parts, changedAt: now })
  }
}

/** The database keeps no order of fields, so each figure is compared by its name. */
function sameParts(a: readonly ForecastPart[], b: readonly ForecastPart[]): boolean {
  return digest(a) === digest(b)
}
function digest(parts: readonly ForecastPart[]): string {
  return sorted(parts).map(({ dueOn, building, wechat, phone, none }) =>
    [dueOn, building, ...[wechat, phone, none].flatMap(({ accounts, amount }) => [accounts, amount])].join(' ')).join('\n')
}
