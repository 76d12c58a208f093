import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { More } from '@/components/More'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askStaff } from '@/services/cloud'
import { useCommunityId } from '@/staff/community'
import { type Day, formatDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { DayCard } from './DayCard'
import { ResolveSheet } from './ResolveSheet'

export type Shown = StaffAnswer<'recon.show'>
export type ReconDay = Shown['rows'][number]
export type Difference = ReconDay['differences'][number]

/** 对账: each day's WeChat bill against the books, newest first. Sums are the cloud's own on both sides. */
export default function ReconPage() {
  const communityId = useCommunityId()
  const [chosen, setChosen] = useState<Difference | null>(null)
  const { answer, refresh } = useStaffAnswer('recon.show', { communityId })
  const { rows, fetchMore, problem } = usePages<ReconDay>(answer, (after) =>
    askStaff('recon.show', { communityId, after: after as Day }),
  )
  const resolved = async () => {
    setChosen(null)
    await refresh()
  }
  return (
    <Page title='对账' wide>
      <Answered answer={answer} onRetry={refresh} rows={6}>
        {({ sealed, mayResolve }) => (
          <>
            {rows.length === 0 && (
              <Notice kind='empty' says='还没有对账记录' next='每天 10:30 自动核对前一天的微信收款，没有出账单的每小时再取' />
            )}
            {rows.map((day) => (
              <DayCard key={day.day} day={day} onChoose={mayResolve ? setChosen : undefined} />
            ))}
            <More onTap={fetchMore} problem={problem} />
            {sealed && <Sealed {...sealed} />}
          </>
        )}
      </Answered>
      {chosen && <ResolveSheet difference={chosen} onClose={() => setChosen(null)} onResolved={resolved} />}
    </Page>
  )
}

/** A mark kept on paper outlives whoever can change a database. */
function Sealed({ day, mark }: NonNullable<Shown['sealed']>) {
  return (
    <Card title='操作留痕'>
      <Note>{`已封存到${formatDay(day)}，每天的封存压着前一天的，改动任何一条都会被查出来。`}</Note>
      <Note>{`封印 ${mark}，可抄在纸上，日后拿来核对。`}</Note>
    </Card>
  )
}
