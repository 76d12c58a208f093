import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { formatDay } from '@contract/calendar'
import type { Choices } from './Exporting'

/** `chosen` is a span's own word, or OWN with days as they were written. */
export type Written = { readonly chosen: string; readonly from: string; readonly to: string }
const OWN = '自选'

type ChooseDaysProps = { readonly spans: Choices['spans']; readonly days: Written; readonly onChange: (days: Written) => void }

/** A month or a year in one tap, or days of one's own. */
export function ChooseDays({ spans, days, onChange }: ChooseDaysProps) {
  const span = spans.find(({ says }) => says === days.chosen)
  return (
    <>
      <Chips
        choices={[...spans.map(({ says }) => says), OWN].map((says) => ({ value: says, words: says }))}
        chosen={days.chosen}
        onChoose={(chosen) => onChange({ ...days, chosen })}
      />
      {span ? (
        <Note>{`${formatDay(span.from)}至${formatDay(span.to)}`}</Note>
      ) : (
        <>
          <Field label='从哪一天' value={days.from} onChange={(from) => onChange({ ...days, from })} maxLength={10} hint='例如 2026-07-01' />
          <Field label='到哪一天' value={days.to} onChange={(to) => onChange({ ...days, to })} maxLength={10} hint='例如 2026-07-31' />
        </>
      )}
    </>
  )
}
