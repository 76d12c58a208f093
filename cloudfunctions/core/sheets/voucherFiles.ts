import { type Fen, formatFen } from '@contract/money'
import type { NumberedVoucher } from '@core/domain/paying/vouchers'
import type { Column } from './writeBook'

/**
 * The two forms in which accountants' programs here take vouchers in.
 *
 * 用友 (U8 总账工具, T3): lines of text separated by commas under a first line of their own; date,
 * kind and number make one voucher, whose lines stand together; eight fields are needed and the
 * rest may be left empty (100ksw.com/jsj/yynl/3/228066.shtml). The file is in GB18030, which the tool reads.
 *
 * 金蝶 (KIS, K/3 标准凭证引入): a workbook with the vouchers on "Page1", under 37 fixed headings, and what
 * the columns mean on "t_Schema", where places 6 and 16 are the program's own and stay free. Not empty
 * but "*" or "NONE" is what is not used; an amount stands in its original currency and on its own side.
 * Headings, places, kinds and fillers are those of published programs that feed K/3; the one public
 * description found is of the older table of fields (365seal.com/y/58nr15DZpd.html).
 */
export const YONYOU_HEAD = '填制凭证,V800'
const KIND = '记'
const SUMMARY_MAX = 60

export function yonyouText(vouchers: readonly NumberedVoucher[], preparedBy: string): string {
  const lines = vouchers.flatMap(({ voucher: { day, lines: all }, number }) => all.map(({ code, summary, debit, credit }) =>
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

type Kind = 'DateTime' | 'Decimal(28,10)' | 'Text' | `Varchar(${number})`
/** Place, heading, field and kind of every column, in the program's order. */
const KINGDEE: readonly (readonly [place: number, heading: string, field: string, kind: Kind])[] = [
  [1, '凭证日期', 'FDate', 'DateTime'], [2, '会计年度', 'FYear', 'Decimal(28,10)'], [3, '会计期间', 'FPeriod', 'Decimal(28,10)'],
  [4, '凭证字', 'FGroupID', 'Varchar(80)'], [5, '凭证号', 'FNumber', 'Decimal(28,10)'], [7, '科目代码', 'FAccountNum', 'Varchar(40)'],
  [8, '科目名称', 'FAccountName', 'Varchar(255)'], [9, '币别代码', 'FCurrencyNum', 'Varchar(10)'], [10, '币别名称', 'FCurrencyName', 'Varchar(40)'],
  [11, '原币金额', 'FAmountFor', 'Decimal(28,10)'], [12, '借方', 'FDebit', 'Decimal(28,10)'], [13, '贷方', 'FCredit', 'Decimal(28,10)'],
  [14, '制单', 'FPreparerID', 'Varchar(255)'], [15, '审核', 'FCheckerID', 'Varchar(255)'], [17, '核准', 'FApproveID', 'Varchar(255)'],
  [18, '出纳', 'FCashierID', 'Varchar(255)'], [19, '经办', 'FHandler', 'Varchar(50)'], [20, '结算方式', 'FSettleTypeID', 'Varchar(80)'],
  [21, '结算号', 'FSettleNo', 'Varchar(255)'], [22, '凭证摘要', 'FExplanation', 'Varchar(255)'], [23, '数量', 'FQuantity', 'Decimal(28,10)'],
  [24, '数量单位', 'FMeasureUnitID', 'Varchar(255)'], [25, '单价', 'FUnitPrice', 'Decimal(28,10)'], [26, '参考信息', 'FReference', 'Varchar(255)'],
  [27, '业务日期', 'FTransDate', 'DateTime'], [28, '往来业务编号', 'FTransNo', 'Varchar(255)'], [29, '附件数', 'FAttachments', 'Decimal(28,10)'],
  [30, '序号', 'FSerialNum', 'Decimal(28,10)'], [31, '系统模块', 'FObjectName', 'Varchar(100)'], [32, '业务描述', 'FParameter', 'Varchar(100)'],
  [33, '汇率类型', 'FExchangeRateType', 'Varchar(80)'], [34, '汇率', 'FExchangeRate', 'Decimal(28,10)'], [35, '分录序号', 'FEntryID', 'Decimal(28,10)'],
  [36, '核算项目', 'FItem', 'Text'], [37, '过账', 'FPosted', 'Decimal(28,10)'], [38, '机制凭证', 'FInternalInd', 'Varchar(10)'],
  [39, '现金流量', 'FCashFlow', 'Text'],
]
export const KINGDEE_COLUMNS: readonly Column[] = KINGDEE.map(([, title, , kind]) => ({
  title, kind: kind === 'DateTime' ? 'day' : ['原币金额', '借方', '贷方'].includes(title) ? 'money' : kind === 'Decimal(28,10)' ? 'number' : 'text',
}))

/** What stands where nothing is said. */
const UNUSED: Readonly<Record<string, string | number>> = {
  审核: 'NONE', 核准: 'NONE', 出纳: 'NONE', 结算方式: '*', 数量: 0, 数量单位: '*', 单价: 0, 附件数: 0, 汇率类型: '公司汇率', 汇率: 1, 过账: 0,
}

export function kingdeeRows(vouchers: readonly NumberedVoucher[], preparedBy: string): readonly (readonly (string | number | null)[])[] {
  return vouchers.flatMap(({ voucher: { day, lines }, number }) => lines.map(({ code, name, summary, debit, credit }, i) => {
    const filled: Readonly<Record<string, string | number>> = {
      ...UNUSED, 凭证日期: day, 会计年度: Number(day.slice(0, 4)), 会计期间: Number(day.slice(5, 7)), 凭证字: KIND, 凭证号: number, 科目代码: code,
      科目名称: name, 币别代码: 'RMB', 币别名称: '人民币', 原币金额: debit + credit, 借方: debit, 贷方: credit, 制单: preparedBy, 凭证摘要: summary,
      业务日期: day, 序号: number, 分录序号: i,
    }
    return KINGDEE.map(([, title]) => filled[title] ?? null)
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
    ...KINGDEE.map(([place, title, field, kind]) => [
      'FieldInfo', field, field, title, kind, '', String(place), '', '', field, field, '', '0', '', '', '0', '0', '0', '0', '1',
    ]),
  ]
}
