import type { CellValue } from '@core/domain/billing/ledger/sheet'
import type { CellValue as ExcelValue } from 'exceljs'

/** Columns beyond these hold no field of a ledger. */
export const WIDTH_MAX = 60

/** What the library says of a cell, as plain data. */
export function plainOf(value: ExcelValue | undefined): CellValue {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return value
  // The library gives what the sheet shows as if it were UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? { unread: '不是真实的日期' } : { moment: value.toISOString() }
  if ('error' in value) return { unread: `出错（${value.error}）` }
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('hyperlink' in value) return plainOf(value.text as ExcelValue)
  if ('formula' in value || 'sharedFormula' in value) {
    return value.result === undefined ? { unread: '是公式但没有结果，请在 Excel 里打开后保存一次' } : plainOf(value.result as ExcelValue)
  }
  return { unread: '看不懂' }
}
