import { formatDay, formatInstant, type Instant, dayOf } from '@contract/calendar'
import { formatFen } from '@contract/money'
import type { Made } from '@core/desk/paying/statements/makeStatement'
import { type Column, newPaper } from './paper'

const LINES: readonly Column[] = [
  { head: '日期', width: 20, align: 'left' }, { head: '事项', width: 44, align: 'left' }, { head: '应缴', width: 16, align: 'right' },
  { head: '已缴或已抵', width: 16, align: 'right' }, { head: '待缴', width: 16, align: 'right' },
]
const SUMS: readonly Column[] = [
  { head: '费用', width: 60, align: 'left' }, { head: '应缴', width: 20, align: 'right' }, { head: '已缴或已抵', width: 20, align: 'right' },
]

/** 对账单: whose, of which days, every line with the debt after it, and sums by fee item. */
export async function statementPaper({ statement, account, community, from, to }: Made, now: Instant): Promise<Buffer> {
  const { opening, closing, prepaid, lines, sums } = statement
  const paper = await newPaper(`对账单 ${account.label}`)
  paper.title('对账单')
  paper.text(community.companyName, 'lead')
  paper.text(`房屋：${account.label}　　期间：${formatDay(from)}至${formatDay(to)}`)
  paper.text(`期初待缴：¥${formatFen(opening)}　　期末待缴：¥${formatFen(closing)}　　预缴款：¥${formatFen(prepaid)}`)
  paper.table(
    LINES, lines.map(
      ({ on, says, charged, paid, balance }) => [on, says, charged === 0 ? '' : formatFen(charged), paid === 0 ? '' : formatFen(paid), formatFen(balance)],
    ),
  )
  if (sums.length > 0) paper.table(SUMS, sums.map(({ title, charged, paid }) => [title, formatFen(charged), formatFen(paid)]))
  paper.text(`如有疑问请联系 ${community.counterPhone}。`)
  return paper.finish(`${community.companyName}　${dayOf(now)} ${formatInstant(now).slice(-5)} 打印`)
}
