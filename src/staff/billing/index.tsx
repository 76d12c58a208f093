import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { go } from '@/services/go'
import { useCommunityId } from '@/staff/community'
import { useState } from 'react'
import { lookThrough, type Run } from './lookThrough'
import { OneHome } from './OneHome'
import { Progress } from './Progress'
import { RunPreview } from './RunPreview'
import { Schedule } from './Schedule'

const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/
const NOT_A_PERIOD = {
  says: '没有看懂账期',
  next: '按月写 2026-07，按季写 2026-Q3，按半年写 2026-H2，按年写 2026',
  refusal: null,
}

/** 出账: preview a period, look at what stands out and what is left out, publish. */
export default function BillingPage() {
  const communityId = useCommunityId()
  const [period, setPeriod] = useState('')
  const [seen, setSeen] = useState<{ readonly run: Run; readonly period: string; readonly leaveOut: readonly string[] } | null>(null)
  const [homes, setHomes] = useState(0)
  const [home, setHome] = useState<string | null>(null)
  const [published, setPublished] = useState(false)
  const asked = period.trim().toUpperCase()
  const { act, busy, problem, tell } = useAct(
    (of: string, leaveOut: readonly string[]) => {
      setHomes(0)
      return lookThrough({ communityId, period: of, ...(leaveOut.length > 0 ? { leaveOut: [...leaveOut] } : {}) }, setHomes)
    },
    (run, of, leaveOut) => {
      setPublished(false)
      setSeen({ run, period: of, leaveOut })
    },
  )
  const leftOut = seen?.period === asked ? seen.leaveOut : []
  const preview = () => (PERIOD.test(asked) ? act(asked, leftOut) : tell(NOT_A_PERIOD))
  const leaveOut = (premisesId: string, out: boolean) => {
    setHome(null)
    if (!seen) return
    const others = seen.leaveOut.filter((one) => one !== premisesId)
    void act(seen.period, out ? [...others, premisesId] : others)
  }

  return (
    <Page title='出账' wide>
      <Card title='出哪一期'>
        <Field label='账期' value={period} onChange={setPeriod} maxLength={7} hint='例如 2026-07，按季写 2026-Q3' />
        <Problem problem={problem} />
        {busy && homes > 0 && <Note>{`房屋很多，已算 ${homes} 套，还在继续。`}</Note>}
        <Acts>
          <Button {...(seen ? {} : { kind: 'filled' as const })} onTap={preview}>
            {seen ? '重新预览' : '预览'}
          </Button>
        </Acts>
        <Row title='收费标准' note='只有已公示的标准才会出账' onTap={() => go('tariffs', { communityId })} />
      </Card>
      {seen &&
        (published ? (
          <Progress runId={seen.run.runId} period={seen.period} />
        ) : (
          <RunPreview run={seen.run} period={seen.period} onPublished={() => setPublished(true)} onLook={setHome} />
        ))}
      {seen && home !== null && (
        <OneHome
          communityId={communityId}
          period={seen.period}
          premisesId={home}
          isLeftOut={seen.leaveOut.includes(home)}
          onClose={() => setHome(null)}
          onLeaveOut={(out) => leaveOut(home, out)}
        />
      )}
      <Schedule communityId={communityId} />
    </Page>
  )
}
