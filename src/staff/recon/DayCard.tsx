import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { formatDay } from '@contract/calendar'
import { type Fen, showFen } from '@contract/money'
import { DifferenceLine } from './DifferenceLine'
import type { Difference, ReconDay } from '.'

type DayCardProps = {
  readonly day: ReconDay
  /** Absent for those who may look and not act. */
  readonly onChoose: ((difference: Difference) => void) | undefined
}

/** One day: whether it agrees, both sides in one line, and what they disagree about. */
export function DayCard({ day, onChoose }: DayCardProps) {
  const sides = sidesOf(day)
  return (
    <Card>
      <Row title={formatDay(day.day)} tag={<State day={day} />} {...(sides === null ? {} : { note: sides })} />
      {day.says !== '' && <Note>{day.says}</Note>}
      {day.differences.map((difference) => (
        <DifferenceLine key={difference.differenceId} difference={difference} onChoose={onChoose} />
      ))}
    </Card>
  )
}

const WORDS = { waiting: '等微信出账单', running: '正在核对', failed: '还没核对成' } as const

function State({ day: { state, open } }: { readonly day: ReconDay }) {
  if (state !== 'done') return <Tag tone={state === 'failed' ? 'notice' : 'plain'}>{WORDS[state]}</Tag>
  return open === 0 ? <Tag tone='paid'>对平</Tag> : <Tag>{`${open} 处待处理`}</Tag>
}

function sidesOf({ state, wechat, books, refunded, fee }: ReconDay): string | null {
  if (state !== 'done') return null
  if (wechat.count + books.count + refunded.count === 0) return '这一天没有微信收款'
  const given = refunded.count > 0 ? `\n微信退款 ${said(refunded)}` : ''
  return `微信收款 ${said(wechat)}\n账上入账 ${said(books)}${given}\n微信手续费 ${showFen(fee)} 元（公司承担）`
}
function said({ count, total }: { readonly count: number; readonly total: Fen }): string {
  return `${count} 笔 ${showFen(total)} 元`
}
