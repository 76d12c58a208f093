import { Chips } from '@/components/Chip'
import { sayStage } from '@/staff/words'
import type { StaffAsk } from '@contract/contract/staff'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useRef } from 'react'
import type { Debtor } from './index'

type Ask = StaffAsk<'arrears.list'>
type Any = 'any'
export type Filter = {
  readonly ageing: NonNullable<Ask['ageing']> | Any
  readonly reach: NonNullable<Ask['reach']> | Any
  readonly stage: string
}
export const NO_FILTER: Filter = { ageing: 'any', reach: 'any', stage: 'any' }

const AGEING: readonly { value: Filter['ageing']; words: string }[] = [
  { value: 'any', words: '全部' },
  { value: '0-30', words: '30 天内' },
  { value: '31-90', words: '31–90 天' },
  { value: '91-180', words: '91–180 天' },
  { value: '181-365', words: '181–365 天' },
  { value: '1-2y', words: '1–2 年' },
  { value: '2-3y', words: '2–3 年' },
  { value: '>3y', words: '3 年以上' },
]
const REACH: readonly { value: Filter['reach']; words: string }[] = [
  { value: 'any', words: '全部' },
  { value: 'reachable', words: '微信可触达' },
  { value: 'unreachable', words: '微信触达不到' },
]

/** What the cloud is asked for: a filter that is not set is not sent. */
export function askOf({ ageing, reach, stage }: Filter): Pick<Ask, 'ageing' | 'reach' | 'stage'> {
  return {
    ...(ageing === 'any' ? {} : { ageing }),
    ...(reach === 'any' ? {} : { reach }),
    ...(stage === 'any' ? {} : { stage }),
  }
}

type FiltersProps = {
  readonly filter: Filter
  readonly rows: readonly Debtor[]
  readonly onChange: (next: Filter) => void
}

export function Filters({ filter, rows, onChange }: FiltersProps) {
  // The stages are the policy's; those that occur are offered, and stay while another is chosen.
  const seen = useRef(new Set<string>())
  for (const { stage } of rows) if (stage !== '') seen.current.add(stage)
  const stages = [
    { value: 'any', words: '全部' },
    ...[...seen.current].map((value) => ({ value, words: sayStage(value) })),
  ]

  return (
    <View>
      <Named name='账龄'>
        <Chips
          choices={AGEING}
          chosen={filter.ageing}
          onChoose={(ageing) => onChange({ ...filter, ageing })}
        />
      </Named>
      {stages.length > 2 && (
        <Named name='阶段'>
          <Chips
            choices={stages}
            chosen={filter.stage}
            onChoose={(stage) => onChange({ ...filter, stage })}
          />
        </Named>
      )}
      <Named name='触达'>
        <Chips choices={REACH} chosen={filter.reach} onChoose={(reach) => onChange({ ...filter, reach })} />
      </Named>
    </View>
  )
}

function Named({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <View className='filter'>
      <Text className='filter__name'>{name}</Text>
      <View className='filter__choices'>{children}</View>
    </View>
  )
}
