import type { ResidentAnswer } from '@contract/contract/resident'
import { sayDifference } from '@core/domain/billing/difference'
import { UNIT_WORDS } from '@core/domain/billing/tariff'
import { addDays, addMonths, monthOf, periodBefore } from '@core/domain/calendar'
import type { World } from '@core/shell/world'
import type { Bill, Binding, Meter, Reading } from '@core/store/records'

type Shown = ResidentAnswer<'bill.show'>
/** A year and a month before the bill's first day: the same month of last year is in it. */
const WITHIN_DAYS = 400
const BARS = 12
/** Void ones and those of other payers of the same days included. */
const BILLS_MAX = 200

/** The last periods of the same item of the same home, as far as this account was charged for them and the caller may see them. */
export async function historyOf(bill: Bill, binding: Pick<Binding, 'seesFrom'>, world: World): Promise<readonly Bill[]> {
  const { communityId, item, premisesId, accountId, to } = bill
  const found = await world.store.find('bills', {
    where: { communityId, item, premisesId, to: { gte: addDays(bill.from, -WITHIN_DAYS) } }, limit: BILLS_MAX,
  })
  const mine = found.filter((one) => one.accountId === accountId && !one.void && one.to <= to && (binding.seesFrom === null || one.dueOn >= binding.seesFrom))
  return mine.sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** The period before, the same period of last year, and bars of the last twelve. */
export function comparisons(bill: Bill, history: readonly Bill[]): Pick<Shown, 'compared' | 'lastYear' | 'history'> {
  const others = history.filter(({ _id }) => _id !== bill._id)
  const before = others.find(({ period }) => period === periodBefore(bill.period))
  const yearAgo = others.find(({ from }) => monthOf(from) === monthOf(addMonths(bill.from, -12)))
  const against = (other: Bill | undefined) => (other && !bill.void ? { period: other.period, amount: other.amount, says: sayDifference(bill, other) } : null)
  const bars = history.slice(-BARS).map(({ period, amount }) => ({ period, amount }))
  return { compared: against(before), lastYear: against(yearAgo), history: bars.length > 1 ? bars : [] }
}

/** The looks at the meters that the bill charges. */
export async function readingsShown({ readingIds = [] }: Bill, world: World): Promise<Shown['readings']> {
  if (readingIds.length === 0) return []
  const readings = await world.store.getMany('readings', readingIds)
  const meters = await world.store.getMany('meters', [...new Set(readings.map(({ meterId }) => meterId))])
  return readings.map((reading) => shown(reading, meters.find(({ _id }) => _id === reading.meterId)))
}

function shown({ day, value, before, used }: Reading, meter: Meter | undefined): NonNullable<Shown['readings']>[number] {
  return {
    serial: meter?.serial ?? '', day, value, unit: meter ? UNIT_WORDS[meter.unit] : '', used: used ?? '0',
    ...(before ? { before: { day: before.day, value: before.value } } : {}),
  }
}
