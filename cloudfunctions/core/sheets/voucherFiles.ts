import { type Fen, formatFen } from '@contract/money'
import type { Voucher } from '@core/domain/paying/vouchers'
import { numbered } from '@core/domain/paying/vouchers'
import type { Column } from './writeBook'

/**
 * The two forms in which accountants' programs here take vouchers in.
 *
 * 用友 (U8 总账工具, T3): lines of text separated by commas under a first line of their own; date,
 * kind and number make one voucher, whose lines stand together; eight fields are needed and the
 * rest may be left empty (100ksw.com/jsj/yynl/3/228066.shtml). The file is in GB18030, which the tool reads.
 *
 * 金蝶 (KIS, K/3 标准凭证引入): a workbook with the vouchers on "Page1", under 37 fixed headings, and what
 * the columns mean on "t_Schema". An amount stands in its original currency and on its own side.
 */
export const YONYOU_HEAD = '填制凭证,V800'
const KIND = '记'
const SUMMARY_MAX = 60

export function yonyouText(vouchers: readonly Voucher[], preparedBy: string): string {
  const lines = numbered(vouchers).flatMap(({ voucher: { day, lines: all }, number }) => all.map(({ code, summary, debit, credit }) =>
    [day, KIND, number, 0, plain(summary), plain(code), yuan(debit), yuan(credit), '', '', '', plain(preparedBy)].join(','),
  ))
  return `${[YONYOU_HEAD, ...lines].join('\r\n')}\r\n`
}

/** A comma would begin another field. */
function plain(text: string): string {
  return text.replace(/[,"\r\n]/g, '，').slice(0, SUMMARY_MAX)
}
function yuan(amount: Fen): string {
  return formatFen(amount)
}

type Kind = 'DateTime' | 'Decimal(28,10)' | 'Varchar(255)' | 'Memo'
/** Heading, field and kind of every column, in the program's order. */
const KINGDEE: readonly (readonly [heading: string, field: string, kind: Kind])[] = [
  ['凭证日期', 'FDate', 'DateTime'], ['会计年度', 'FYear', 'Decimal(28,10)'], ['会计期间', 'FPeriod', 'Decimal(28,10)'], ['凭证字', 'FGroupID', 'Varchar(255)'],
  ['凭证号', 'FNumber', 'Decimal(28,10)'], ['科目代码', 'FAccountNum', 'Varchar(255)'], ['科目名称', 'FAccountName', 'Varchar(255)'],
  ['币别代码', 'FCurrencyNum', 'Varchar(255)'], ['币别名称', 'FCurrencyName', 'Varchar(255)'], ['原币金额', 'FAmountFor', 'Decimal(28,10)'],
  ['借方', 'FDebit', 'Decimal(28,10)'], ['贷方', 'FCredit', 'Decimal(28,10)'], ['制单', 'FPreparerID', 'Varchar(255)'], ['审核', 'FCheckerID', 'Varchar(255)'],
  ['核准', 'FApproveID', 'Varchar(255)'], ['出纳', 'FCashierID', 'Varchar(255)'], ['经办', 'FHandler', 'Varchar(255)'], ['结算方式', 'FSettleTypeID', 'Varchar(255)'],
  ['结算号', 'FSettleNo', 'Varchar(255)'], ['凭证摘要', 'FExplanation', 'Varchar(255)'], ['数量', 'FQuantity', 'Decimal(28,10)'],
  ['数量单位', 'FMeasureUnitID', 'Varchar(255)'], ['单价', 'FUnitPrice', 'Decimal(28,10)'], ['参考信息', 'FReference', 'Varchar(255)'],
  ['业务日期', 'FTransDate', 'DateTime'], ['往来业务编号', 'FTransNo', 'Varchar(255)'], ['附件数', 'FAttachments', 'Decimal(28,10)'],
  ['序号', 'FSerialNum', 'Decimal(28,10)'], ['系统模块', 'FObjectName', 'Varchar(255)'], ['业务描述', 'FParameter', 'Varchar(255)'],
  ['汇率类型', 'FExchangeRateType', 'Varchar(255)'], ['汇率', 'FExchangeRate', 'Decimal(28,10)'], ['分录序号', 'FEntryID', 'Decimal(28,10)'],
  ['核算项目', 'FItem', 'Varchar(255)'], ['过账', 'FPosted', 'Decimal(28,10)'], ['机制凭证', 'FInternalInd', 'Varchar(255)'], ['现金流量', 'FCashFlow', 'Memo'],
]
export const KINGDEE_COLUMNS: readonly Column[] = KINGDEE.map(([title, , kind]) => ({
  title, kind: kind === 'DateTime' ? 'day' : ['原币金额', '借方', '贷方'].includes(title) ? 'money' : kind === 'Decimal(28,10)' ? 'number' : 'text',
}))

export function kingdeeRows(vouchers: readonly Voucher[], preparedBy: string): readonly (readonly (string | number | null)[])[] {
  return numbered(vouchers).flatMap(({ voucher: { day, lines }, number }) => lines.map(({ code, name, summary, debit, credit }, i) => {
    const filled: Readonly<Record<string, string | number>> = {
      凭证日期: day, 会计年度: Number(day.slice(0, 4)), 会计期间: Number(day.slice(5, 7)), 凭证字: KIND, 凭证号: number, 科目代码: code, 科目名称: name,
      币别代码: 'RMB', 币别名称: '人民币', 原币金额: debit + credit, 借方: debit, 贷方: credit, 制单: preparedBy, 凭证摘要: summary, 业务日期: day,
      附件数: 0, 序号: number, 汇率: 1, 分录序号: i, 过账: 0,
    }
    return KINGDEE.map(([title]) => filled[title] ?? null)
  }))
}

/** What the program reads first: the kind of data and each column's field. */
export const KINGDEE_SCHEMA_COLUMNS: readonly Column[] = [
  'FType', 'FKey', 'FFieldName', 'FCaption', 'FValueType', 'FNeedSave', 'FColIndex', 'FSrcTableName', 'FSrcFieldName', 'FExpFieldName', 'FImpFieldName',
  'FDefaultVal', 'FSearch', 'FItemPageName', 'FTrueType', 'FPrecision', 'FSearchName', 'FIsShownList', 'FViewMask', 'FPage',
].map((title) => ({ title, kind: 'text' }))
export function kingdeeSchema(): readonly (readonly string[])[] {
  return [
    ['ClassInfo', 'ClassType', '', 'VoucherData'], ['ClassInfo', 'ClassTypeID', '', '123'], ['PageInfo', 'Page1', '', 'Page1'],
    ...KINGDEE.map(([title, field, kind], i) => [
      'FieldInfo', field, field, title, kind, '', String(i + 1), '', '', field, field, '', '0', '', '', '0', '0', '0', '0', '1',
    ]),
  ]
}
