import { join } from 'node:path'

/** A4 in points, and what every paper of ours looks like: one column of text, and tables whose head comes again on each page. */
const MARGIN = 42
const SIZE = { title: 18, lead: 12, text: 10, foot: 8 } as const
const INK = '#1f2a2e'
const SECOND = '#5f6b70'
const LINE = '#d9d2c5'
/** Beside the function, put there by the build: the whole font, of which a paper embeds what it uses. */
const FONT = join(__dirname, 'paper.ttf')

export type Column = { readonly head: string; readonly width: number; readonly align: 'left' | 'right' }
export type Paper = {
  readonly title: (text: string) => void
  readonly text: (text: string, size?: keyof typeof SIZE) => void
  readonly table: (columns: readonly Column[], rows: readonly (readonly string[])[]) => void
  /** Writes the foot of every page and closes the file. */
  readonly finish: (foot: string) => Promise<Buffer>
}

/** An empty paper. The library is read here and not at a cold start. */
export async function newPaper(name: string): Promise<Paper> {
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, font: FONT, info: { Title: name } })
  const parts: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
  const width = doc.page.width - 2 * MARGIN
  const bottom = doc.page.height - MARGIN - 2 * SIZE.lead
  return {
    title: (text) => void doc.fontSize(SIZE.title).fillColor(INK).text(text, { align: 'center' }).moveDown(0.6),
    text: (text, size = 'text') => void doc.fontSize(SIZE[size]).fillColor(INK).text(text, MARGIN).moveDown(0.3),
    table: (columns, rows) => drawTable(doc, columns, rows, { width, bottom }),
    finish: async (foot) => {
      const { count } = doc.bufferedPageRange()
      for (let page = 0; page < count; page += 1) {
        doc.switchToPage(page)
        doc.fontSize(SIZE.foot).fillColor(SECOND)
        // Below the margin the library would begin another page: the foot stands on a line of its own.
        doc.page.margins.bottom = 0
        doc.text(`${foot}　第 ${page + 1} 页，共 ${count} 页`, MARGIN, doc.page.height - MARGIN + SIZE.foot, { width, align: 'center', lineBreak: false })
      }
      doc.end()
      return done
    },
  }
}

const GAP = 6
type Room = { readonly width: number; readonly bottom: number }

function drawTable(doc: PDFKit.PDFDocument, columns: readonly Column[], rows: readonly (readonly string[])[], { width, bottom }: Room): void {
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => (column.width / whole) * width)
  const drawRow = (cells: readonly string[], colour: string): void => {
    doc.fontSize(SIZE.text).fillColor(colour)
    const height = Math.max(...cells.map((cell, i) => doc.heightOfString(cell, { width: (widths[i] ?? 0) - GAP }))) + GAP
    if (doc.y + height > bottom) {
      doc.addPage()
      drawHead()
      doc.fontSize(SIZE.text).fillColor(colour)
    }
    const top = doc.y
    let left = MARGIN
    cells.forEach((cell, i) => {
      doc.text(cell, left, top + GAP / 2, { width: (widths[i] ?? 0) - GAP, align: columns[i]?.align ?? 'left' })
      left += widths[i] ?? 0
    })
    doc.y = top + height
    doc.moveTo(MARGIN, doc.y).lineTo(MARGIN + width, doc.y).lineWidth(0.5).strokeColor(LINE).stroke()
  }
  const drawHead = (): void => drawRow(columns.map(({ head }) => head), SECOND)
  drawHead()
  for (const row of rows) drawRow(row, INK)
  doc.x = MARGIN
  doc.moveDown(0.8)
}
