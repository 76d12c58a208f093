import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { More } from '@/components/More'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askStaff } from '@/services/cloud'
import { useCommunityId } from '@/staff/community'
import { formatPeriod } from '@contract/calendar'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'
import { ByTable } from './ByTable'
import { MeterCard } from './MeterCard'

export type Meter = StaffAnswer<'meter.list'>['rows'][number]
type Item = StaffAsk<'meter.list'>['item']

const ITEMS: readonly { value: Item; words: string }[] = [
  { value: 'water', words: '水表' },
  { value: 'electricity', words: '电表' },
  { value: 'gas', words: '燃气表' },
  { value: 'heating', words: '热表' },
]
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** 抄表: door by door, the last value beside each; what is done folds away. */
export default function ReadingsPage() {
  const communityId = useCommunityId()
  const [item, setItem] = useState<Item>('water')
  const [month, setMonth] = useState<string | null>(null)
  const [building, setBuilding] = useState('')
  const asked = month?.trim() ?? ''
  const ask = {
    communityId,
    item,
    ...(MONTH.test(asked) ? { month: asked } : {}),
    ...(building.trim() === '' ? {} : { building: building.trim() }),
  }
  const { answer, refresh } = useStaffAnswer('meter.list', ask)
  const { rows, fetchMore, problem } = usePages<Meter>(answer, (after) => askStaff('meter.list', { ...ask, after }))
  const done = rows.filter((meter) => meter.done).length
  return (
    <Page title='抄表' wide>
      <Card>
        <Chips choices={ITEMS} chosen={item} onChoose={setItem} />
        <Field label='楼栋' value={building} onChange={setBuilding} maxLength={20} hint='不写就是全部楼栋' />
        {month === null ? (
          <Acts>
            <Button kind='words' onTap={() => setMonth('')}>
              看别的月份
            </Button>
          </Acts>
        ) : (
          <Field label='月份' value={month} onChange={setMonth} maxLength={7} hint='例如 2026-07' />
        )}
        {answer.phase === 'ready' && rows.length > 0 && (
          <Note>{`${formatPeriod(answer.value.month)}：这里 ${rows.length} 块表，已抄 ${done} 块`}</Note>
        )}
      </Card>
      <Answered answer={answer} onRetry={refresh} rows={6}>
        {() =>
          rows.length === 0 ? (
            <Notice kind='empty' says='这里还没有登记表' next='在房屋档案里登记表号和底数后会出现' />
          ) : (
            <>
              {rows.map((meter) => (
                <MeterCard key={meter.meterId} meter={meter} onRead={refresh} />
              ))}
              <More onTap={fetchMore} problem={problem} />
              <ByTable communityId={communityId} item={item} building={building.trim()} onWritten={refresh} />
            </>
          )
        }
      </Answered>
    </Page>
  )
}
