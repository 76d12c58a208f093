import { FEE_ITEMS, type FeeItem } from '../tariff'

/**
 * Fees besides the property fee that a ledger may keep in columns of their own. "停车费欠费" says what
 * it is; "停车费" alone may be a price, a month or a debt, and is asked about.
 */
export type OtherItem = Exclude<FeeItem, 'property_fee'>
export type OtherColumn = { readonly item: OtherItem; readonly what: 'owed' | 'paidThrough' | 'unclear' }

const NAMES: Readonly<Record<FeeItem, readonly string[]>> = {
  property_fee: ['物业服务费', '物业管理费', '物业费', '管理费'],
  parking: ['停车服务费', '停车管理费', '停车位费', '停车费', '车位服务费', '车位管理费', '车位费'],
  public_energy: ['公共能耗费', '公摊能耗费', '公摊水电费', '公摊电费', '公摊费', '能耗费', '公摊'],
  water: ['自来水费', '水费'],
  electricity: ['电费'],
  gas: ['天然气费', '燃气费', '煤气费'],
  heating: ['供暖费', '取暖费', '采暖费', '暖气费', '供热费'],
  garbage: ['垃圾清运费', '生活垃圾费', '垃圾处理费', '垃圾费'],
  lift: ['电梯运行费', '电梯维护费', '电梯使用费', '电梯费'],
}
const OWED = ['欠费金额', '欠缴金额', '欠交金额', '欠款金额', '未缴金额', '欠费合计', '欠费', '欠缴', '欠交', '欠款', '未缴', '未交', '拖欠']
const PAID_THROUGH = ['已缴至', '已交至', '已收至', '缴至', '交至', '缴费至', '交费至']

type Named = { readonly item: FeeItem; readonly rest: string }

/** The fee that a heading begins or ends with, and what is left of it. */
function named(word: string): Named | null {
  for (const item of Object.keys(NAMES) as FeeItem[]) {
    for (const name of NAMES[item]) {
      if (word.startsWith(name)) return { item, rest: word.slice(name.length) }
      if (word.endsWith(name)) return { item, rest: word.slice(0, -name.length) }
    }
  }
  return null
}
/** "欠停车费" says the debt before the fee. */
const BEFORE_OWED = ['欠', '欠缴', '欠交', '拖欠', '未缴', '未交']

export function otherColumnOf(word: string): OtherColumn | null {
  const found = named(word)
  if (!found || found.item === 'property_fee') return null
  const { item, rest } = found
  if (OWED.includes(rest) || BEFORE_OWED.includes(rest)) return { item, what: 'owed' }
  return { item, what: PAID_THROUGH.includes(rest) ? 'paidThrough' : 'unclear' }
}

/** "物业费欠费金额" is the field that "欠费金额" is. */
export function withoutPropertyFee(word: string): string {
  const found = named(word)
  return found?.item === 'property_fee' && found.rest !== '' ? found.rest : word
}
/** Sums over all fees of a row: which of them it holds is not said. */
const TOTALS: readonly string[] = ['欠费合计', '欠费总额', '欠费总金额', '欠款合计', '欠缴合计', '合计欠费', '合计', '总计', '合计金额']
export function isTotalWord(word: string): boolean {
  return TOTALS.includes(word)
}

/** "parking.owed" as a mapping names a column of another fee. */
export function otherKey(key: string): OtherColumn | null {
  const [item = '', what] = key.split('.')
  if (!(item in FEE_ITEMS) || item === 'property_fee' || (what !== 'owed' && what !== 'paidThrough')) return null
  return { item: item as OtherItem, what }
}
