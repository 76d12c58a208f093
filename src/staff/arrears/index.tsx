import './arrears.css'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { More } from '@/components/More'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { useCommunityId } from '@/staff/community'
import { handOver } from '@/staff/selection'
import type { StaffAnswer } from '@contract/contract/staff'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { ArrearsRow } from './ArrearsRow'
import { type Filter, Filters, NO_FILTER, askOf } from './Filters'

type Listed = StaffAnswer<'arrears.list'>
export type Debtor = Listed['rows'][number]

/** 欠费: filter, choose, preview. Counts and totals are the cloud's; a tick only names an account. */
export default function ArrearsPage() {
  const communityId = useCommunityId()
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const ask = { communityId, ...askOf(filter) }
  const { answer, refresh } = useStaffAnswer('arrears.list', ask)
  const { rows, fetchMore, problem } = usePages<Debtor>(answer, (after) =>
    askStaff('arrears.list', { ...ask, after }),
  )

  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  const narrow = (next: Filter) => {
    setFilter(next)
    setChosen([]) // What is out of sight must not be sent.
  }
  const preview = (whom: Whom) => {
    handOver(whom)
    go('release', { communityId })
  }
  return (
    <Page title='欠费' wide>
      <Filters filter={filter} rows={rows} onChange={narrow} />
      <Answered answer={answer} onRetry={refresh} rows={6}>
        {(listed) => (
          <>
            <Total listed={listed} />
            {rows.length === 0 ? (
              <Notice kind='empty' says='没有符合条件的缴费户' next='换一个筛选条件看看' />
            ) : (
              <Card>
                {rows.map((row) => (
                  <ArrearsRow
                    key={row.accountId}
                    row={row}
                    ticked={chosen.includes(row.accountId)}
                    onTick={() => toggle(row.accountId)}
                  />
                ))}
              </Card>
            )}
            <More onTap={fetchMore} problem={problem} />
          </>
        )}
      </Answered>
      {rows.length > 0 && <Bar rows={rows} chosen={chosen} onChoose={setChosen} onPreview={preview} />}
    </Page>
  )
}

function Total({ listed: { total, count } }: { readonly listed: Listed }) {
  if (total === undefined || count === undefined) return null
  return (
    <Card>
      <Money size='large' amount={total} meaning='符合条件的欠费合计' />
      <Note>{`共 ${count} 户`}</Note>
    </Card>
  )
}

type Whom = readonly string[] | 'all'
type BarProps = {
  readonly rows: readonly Debtor[]
  readonly chosen: readonly string[]
  readonly onChoose: (accountIds: readonly string[]) => void
  readonly onPreview: (whom: Whom) => void
}

function Bar({ rows, chosen, onChoose, onPreview }: BarProps) {
  const none = chosen.length === 0
  return (
    <View className='arrears__bar'>
      <Button kind='words' onTap={() => onChoose(none ? rows.map(({ accountId }) => accountId) : [])}>
        {none ? '选中列出的' : '全不选'}
      </Button>
      <Button kind='filled' onTap={() => onPreview(none ? 'all' : chosen)}>
        {none ? '预览全部该提醒的户' : `预览选中的 ${chosen.length} 户`}
      </Button>
    </View>
  )
}
