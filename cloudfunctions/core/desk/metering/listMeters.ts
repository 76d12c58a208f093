import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { FEE_ITEMS, UNIT_WORDS } from '@core/domain/billing/tariff'
import { addDays, lastDayOfMonth, monthOf } from '@core/domain/calendar'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Meter, Reading } from '@core/store/records'
import { pageAfter } from '@core/store/pages'
import type { Where } from '@core/store/store'

type Listed = Outcome<StaffAnswer<'meter.list'>>
type Ask = { communityId: string; item: string; month?: string | undefined; building?: string | undefined; after?: string | undefined }
const PREMISES_A_PAGE = 50
/** A year of monthly looks at fifty doors is one answer of the database. */
const READ_WITHIN_DAYS = 400
const ANSWER_MAX = 1000

/** meter.list: the round of one item and month, door by door, with the last value beside each meter. */
export async function listMeters({ communityId, item, building, after, ...asked }: Ask, caller: Caller, world: World): Promise<Listed> {
  const month = asked.month ?? monthOf(world.today)
  const post = await permit(world, caller, communityId, 'read_meters')
  if (!post.ok) return post
  if (building !== undefined && !seesBuilding(post.value, building)) return refuse('BUILDING_NOT_YOURS')
  const last = after === undefined ? null : await world.store.get('premises', after)
  if (after !== undefined && last?.communityId !== communityId) return refuse('PREMISES_NOT_FOUND')
  const within = building === undefined ? {} : { label: { gte: building, lt: `${building}\uffff` } }
  const where = { communityId, ...within } as Where<{ communityId: string; label: string }>
  const page = await pageAfter(world.store, 'premises', where, 'label', last && { value: last.label, id: last._id }, PREMISES_A_PAGE)
  const mine = page.filter((premises) => seesBuilding(post.value, premises.building)).map(({ _id }) => _id)
  const [meters, readings] = await metersOf(communityId, item, mine, month, world)
  const order = new Map(mine.map((id, i) => [id, i]))
  const shown = [...meters].filter(({ removedOn }) => removedOn === null || removedOn >= `${month}-01`)
    .sort((a, b) => (order.get(a.premisesId ?? '') ?? 0) - (order.get(b.premisesId ?? '') ?? 0) || (a.since < b.since ? -1 : 1))
  const end = page[page.length - 1]
  const latest = new Map(shown.map((meter) => [meter._id, latestOf(readings.filter(({ meterId }) => meterId === meter._id), month)]))
  const photos = await world.files.addresses([...latest.values()].flatMap((one) => one?.photo ?? []))
  return accept({
    month, rows: shown.map((meter) => meterShown(meter, latest.get(meter._id), month, photos)),
    ...(page.length === PREMISES_A_PAGE && end ? { next: end._id } : {}),
  })
}

export async function metersOf(
  communityId: string, item: string, ids: readonly string[], month: string, world: World,
): Promise<[readonly Meter[], readonly Reading[]]> {
  if (ids.length === 0) return [[], []]
  const since = addDays(`${month}-01` as Day, -READ_WITHIN_DAYS)
  return Promise.all([
    world.store.find('meters', { where: { communityId, item, premisesId: { in: ids } }, limit: ANSWER_MAX }),
    world.store.find('readings', { where: { communityId, item, premisesId: { in: ids }, day: { gte: since } }, limit: ANSWER_MAX }),
  ])
}

function latestOf(readings: readonly Reading[], month: string): Reading | undefined {
  const until = lastDayOfMonth(`${month}-01` as Day)
  return [...readings].filter(({ day }) => day <= until).sort((a, b) => (a.day < b.day ? 1 : -1))[0]
}

function meterShown(
  meter: Meter, latest: Reading | undefined, month: string, photos: ReadonlyMap<string, string>,
): StaffAnswer<'meter.list'>['rows'][number] {
  const { _id: meterId, label, serial, item, unit, digits } = meter
  const photo = photos.get(latest?.photo ?? '')
  return {
    meterId, label, serial, item, title: FEE_ITEMS[item as keyof typeof FEE_ITEMS] ?? item, unit: UNIT_WORDS[unit], digits,
    last: latest
      ? {
          readingId: latest._id, day: latest.day, value: latest.value, used: latest.used, unusual: latest.unusual, billed: latest.billId !== null,
          ...(photo === undefined ? {} : { photo }),
        }
      : null,
    done: latest !== undefined && latest.kind !== 'base' && latest.day >= `${month}-01`,
  }
}
