import { type Day, formatDay } from '@contract/calendar'
import { monthOf, spanOf } from '@core/domain/calendar'
import { charge, type ChargeTerms, isByMonth } from './charge'
import { FEE_ITEMS, ROUND_EACH_MONTH_TO_FEN, sayTariff, type TariffVersion } from './tariff'

/**
 * The bill that a guest is shown: nobody's, worked out by the same code as everybody's, by the
 * community's own published price where there is one.
 */
const AREA = '89.50'
const PLACE = '示例小区 · 示例房屋'
type Priced = Pick<TariffVersion, 'item'> & ChargeTerms & { readonly basis: string; readonly publishedOn: Day }

const EXAMPLE: Priced = {
  item: 'property_fee', kind: 'area', price: '1.8', rounding: ROUND_EACH_MONTH_TO_FEN,
  basis: '前期物业服务合同第六条（示例）', publishedOn: '2025-12-01' as Day,
}

export function sampleBill(tariffs: readonly TariffVersion[], payee: string, today: Day) {
  const tariff = tariffs.flatMap((one) => priced(one, today))[0] ?? EXAMPLE
  const month = monthOf(today)
  const { from, to } = spanOf(month)
  const { amount, steps } = charge(tariff, AREA, 1)
  return {
    title: FEE_ITEMS[tariff.item], period: month, place: PLACE, payee, dueOn: to, amount,
    steps: [{ says: `计费期间：${formatDay(from)}至${formatDay(to)}` }, ...steps],
    tariff: { says: sayTariff(tariff), basis: tariff.basis, publishedOn: tariff.publishedOn },
  }
}

function priced(version: TariffVersion, today: Day): readonly Priced[] {
  const { item, kind, basis, publishedOn, effectiveFrom } = version
  if (item !== 'property_fee' || !isByMonth(kind) || basis === null || publishedOn === null || effectiveFrom > today) return []
  return [{ ...version, kind, basis, publishedOn }]
}
