import { withoutPropertyFee } from './otherFees'
import { plain } from './sheet'

/** What a ledger's columns can mean, and the words that say so. */
export const FIELD_WORDS = {
  seq: ['序号', '行号'],
  building: ['楼栋', '楼栋号', '楼号', '栋号', '幢号', '楼幢', '楼宇', '楼座', '楼', '栋', '幢', '座'],
  unit: ['单元', '单元号', '门洞', '门栋'],
  room: ['房号', '房间号', '房间', '室号', '商铺号', '铺号', '房屋号', '房屋', '房屋编号', '房屋地址', '门牌', '门牌号', '单元房号'],
  name: ['业主姓名', '业主', '姓名', '户名', '业主名称', '客户名称', '客户', '客户姓名', '住户姓名', '住户', '缴费人', '缴费户', '户主', '产权人', '租户名称'],
  phone: ['联系电话', '电话', '手机', '手机号', '手机号码', '联系方式', '电话号码', '业主电话', '联系手机', '移动电话', '联系人电话'],
  area: ['建筑面积', '面积', '计费面积', '收费面积', '房屋面积', '产权面积', '计租面积'],
  price: ['单价', '收费单价', '物业费单价', '收费标准', '物业费标准', '物业费收费标准', '计费单价', '物业单价', '费用标准', '缴费标准'],
  chargedFrom: ['收费起始日', '收费起始日期', '起始日', '计费起始日', '计费起始日期', '收费开始日', '收费开始日期', '起收日', '起收日期', '起费日', '起费日期'],
  paidThrough: [
    '已缴至', '已交至', '已收至', '缴至', '交至', '缴费至', '交费至', '已缴费至', '已交费至', '费用缴至', '缴清至', '交清至',
    '已缴费截止日期', '已缴费截止日', '已缴费至日期',
  ],
  months: ['欠费月数', '欠缴月数', '欠交月数', '拖欠月数', '未缴月数', '欠费月份数', '欠费期数'],
  owed: [
    '欠费金额', '欠缴金额', '欠交金额', '拖欠金额', '未缴金额', '欠费', '欠缴', '欠交', '欠款', '欠款金额', '欠费合计', '欠费总额', '欠费总金额', '未收金额',
    '应缴未缴金额', '欠费余额', '欠收金额',
  ],
  note: ['备注', '说明', '备注说明', '情况说明', '催缴情况', '欠费原因'],
} as const satisfies Record<string, readonly string[]>

export type LedgerField = keyof typeof FIELD_WORDS
export const LEDGER_FIELDS = Object.keys(FIELD_WORDS) as readonly LedgerField[]
const FIELD_OF_WORD = new Map(LEDGER_FIELDS.flatMap((field) => FIELD_WORDS[field].map((word): [string, LedgerField] => [word, field])))
export const isField = (name: string): name is LedgerField => Object.hasOwn(FIELD_WORDS, name)

/** "单价\n(元/㎡·月)" -> "单价": units stand in brackets, and a narrow column breaks its word. */
export function headerWord(text: string): string {
  return plain(text).replace(/\s+/g, '').replace(/[([{【〔].*?[)\]}】〕]/g, '').replace(/[:：*]/g, '')
}
export function fieldOf(text: string): LedgerField | null {
  const word = headerWord(text)
  return FIELD_OF_WORD.get(word) ?? FIELD_OF_WORD.get(withoutPropertyFee(word)) ?? null
}
