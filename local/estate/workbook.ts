
/** The heading of a ledger: the only lines the estate reads by itself; rows are the program's to read. */
const CUTOFF = /统计截止[^\d]*(\d{4})\D+(\d{1,2})\D+(\d{1,2})/
const HEADING_ROWS = 6

/** Throws when the file has no title or no 统计截止: nothing to name a community by. */
export async function headingOf(file: string): Promise<{ title: string; cutoff: string }> {
  const book = await emptyBook()
  await book.xlsx.readFile(file)
  const sheet = book.worksheets[0]
  const texts: string[] = []
  for (let row = 1; row <= HEADING_ROWS; row += 1) sheet?.getRow(row).eachCell((cell) => void texts.push(cell.text.trim()))
  const found = texts.map((text) => CUTOFF.exec(text)).find(Boolean)
  const title = texts.find((text) => text !== '')
  if (!title || !found) throw new Error(`${file}: the first lines name neither a title nor 统计截止`)
  const [, year = '', month = '', day = ''] = found
  return { title, cutoff: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
}

/** "金桂花园物业服务费收缴台账" -> "金桂花园". */
export function communityNameOf(title: string): string {
  return title.replace(/(物业|收费|收缴|服务费|管理费|欠费|台账|明细|一览).*$/, '') || title
}

export type LedgerLine = {
  readonly building: string; readonly unit: string; readonly room: string; readonly name: string; readonly phone: string
  readonly area: string; readonly price: string; readonly paidThrough: string; readonly months: number; readonly owed: string; readonly remark?: string
}

/** The library is slow to load, and a second start needs no workbook. */
async function emptyBook() {
  const { default: ExcelJS } = await import('exceljs')
  return new ExcelJS.Workbook()
}

/** A ledger as a property office keeps one, for the demo community. */
export async function writeLedger(title: string, cutoff: string, lines: readonly LedgerLine[]): Promise<Buffer> {
  const book = await emptyBook()
  const sheet = book.addWorksheet('收费台账')
  sheet.addRow([title])
  sheet.addRow([`统计截止：${cutoff}`])
  sheet.addRow([])
  sheet.addRow(['序号', '楼栋', '单元', '房号', '业主姓名', '联系电话', '建筑面积(㎡)', '单价(元/㎡·月)', '已缴至', '欠费月数', '欠费金额', '备注'])
  lines.forEach((line, i) =>
    sheet.addRow([
      i + 1, line.building, line.unit, line.room, line.name, line.phone, line.area, line.price, line.paidThrough, line.months, line.owed, line.remark ?? '',
    ]),
  )
  return Buffer.from(await book.xlsx.writeBuffer())
}
