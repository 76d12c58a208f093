import type { Day } from '@contract/calendar'
import { useState } from 'react'
import { Acts } from './Acts'
import { Button } from './Button'
import { Card } from './Card'
import { Chips } from './Chip'
import { Field } from './Field'
import { Problem } from './Problem'

export type Days = { readonly from?: Day; readonly to?: Day }
type SpanProps = { /** The first day of what is shown: the year before it is last year. */ readonly shownFrom: Day | null; readonly onChoose: (
  days: Days,
) => void }

const CHOICES = [
  { value: 'this', words: '今年' },
  { value: 'last', words: '去年' },
  { value: 'own', words: '自选' },
] as const
type Choice = (typeof CHOICES)[number]['value']
const DAY = /^\d{4}-\d{2}-\d{2}$/
const NOT_A_DAY = { says: '没有看懂这个日子', next: '请写成年-月-日，例如 2026-07-15', refusal: null }

/** This year, last year, or days of one's own. The year is the cloud's to know. */
export function Span({ shownFrom, onChoose }: SpanProps) {
  const [choice, setChoice] = useState<Choice>('this')
  const [thisYear, setThisYear] = useState<number | null>(null)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [problem, setProblem] = useState<typeof NOT_A_DAY | null>(null)
  const choose = (value: Choice) => {
    const year = thisYear ?? Number(shownFrom?.slice(0, 4) ?? 0)
    setThisYear(year)
    setChoice(value)
    if (value === 'this') onChoose({})
    if (value === 'last') onChoose({ from: `${year - 1}-01-01` as Day, to: `${year - 1}-12-31` as Day })
  }
  const show = () => {
    if (!DAY.test(from.trim()) || !DAY.test(to.trim())) return setProblem(NOT_A_DAY)
    setProblem(null)
    onChoose({ from: from.trim() as Day, to: to.trim() as Day })
  }
  return (
    <Card>
      <Chips choices={CHOICES} chosen={choice} onChoose={choose} />
      {choice === 'own' && (
        <>
          <Field label='从哪一天' value={from} onChange={setFrom} maxLength={10} hint='例如 2026-01-01' />
          <Field label='到哪一天' value={to} onChange={setTo} maxLength={10} />
          <Problem problem={problem} />
          <Acts>
            <Button onTap={show}>查看</Button>
          </Acts>
        </>
      )}
    </Card>
  )
}
