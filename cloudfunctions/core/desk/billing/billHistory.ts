import type { ResidentAnswer } from '@contract/contract/resident'
import { sayDifference } from '@core/domain/billing/difference'
import { UNIT_WORDS } from '@core/domain/billing/tariff'
import { addDays, periodBefore, periodYearBefore } from '@core/domain/calendar'
import type { World } from '@core/shell/world'
import type { Bill, BillLook, Binding } from '@core/store/records'

type Shown = ResidentAnswer<'bill.show'>
const BARS = 12
/** Twelve periods and the one of a year ago, with void ones and other payers of the same days among them. */
const BILLS_READ = 100

/** The last periods of the same item of the same home, as far as this account was charged for them and the caller may see them. */
export async function historyOf(bill: Bill, { seesFrom }: Pick<Binding, 'seesFrom'>, world: World): Promise<readonly Bill[]> {
  const { communityId, item, premisesId, accountId, to } = bill
  const found = await world.store.find('bills', { where: { communityId, item, premisesId, to: { lte: to } }, sort: [['to', -1]], limit: BILLS_READ })
  return found.filter((one) => one.accountId === accountId && !one.void && (seesFrom === null || one.dueOn >= seesFrom)).reverse()
}

/** The period before, the same period of last year, and bars of the last twelve. A void bill is compared with nothing. */
export function comparisons(bill: Bill, history: readonly Bill[]): Pick<Shown, 'compared' | 'lastYear' | 'history'> {
  if (bill.void) return { compared: null, lastYear: null, history: [] }
  const others = history.filter(({ _id }) => _id !== bill._id)
  // By anniversary the period before is not the calendar's: it is the one that ends the day before.
  const before = others.find(({ to }) => to === addDays(bill.from, -1)) ?? others.find(({ period }) => period === periodBefore(bill.period))
  const yearAgo = others.find((other) => other.period === periodYearBefore(bill.period) && other !== before)
  const against = (other: Bill | undefined) => (other ? { period: other.period, amount: other.amount, says: sayDifference(bill, other) } : null)
  const bars = history.slice(-BARS).map(({ period, amount }) => ({ period, amount }))
  return { compared: against(before), lastYear: against(yearAgo), history: bars.length > 1 ? bars : [] }
}

/** Whoever may see the bill may see its meters' photos, by addresses that run out. */
export async function looksShown(looks: readonly BillLook[], world: World): Promise<NonNullable<Shown['readings']>> {
  const photos = looks.flatMap(({ photo }) => photo ?? [])
  const addresses = await world.files.addresses(photos)
  return looks.map(({ serial, day, value, before, used, unit, photo }) => {
    const address = photo === null ? undefined : addresses.get(photo)
    return { serial, day, value, used, unit: UNIT_WORDS[unit], ...(before ? { before } : {}), ...(address === undefined ? {} : { photo: address }) }
  })
}
