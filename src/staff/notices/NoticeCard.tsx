import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { formatDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'

type Posted = StaffAnswer<'notice.list'>['notices'][number]

const STATES: Record<Posted['state'], { tone: 'paid' | 'notice' | 'plain'; words: string }> = {
  current: { tone: 'paid', words: '正在显示' },
  coming: { tone: 'notice', words: '还没开始' },
  over: { tone: 'plain', words: '已结束' },
  withdrawn: { tone: 'plain', words: '已撤下' },
}

export function NoticeCard({ notice, onWithdrawn }: { readonly notice: Posted; readonly onWithdrawn: () => Promise<void> }) {
  const { noticeId, title, text, from, to, postedBy, state } = notice
  const { act, problem } = useAct(() => askStaff('notice.withdraw', { noticeId }), onWithdrawn)
  const { tone, words } = STATES[state]
  return (
    <Card>
      <Row title={title} note={text} tag={<Tag tone={tone}>{words}</Tag>} />
      <Note>{`${formatDay(from)}至${formatDay(to)}，${postedBy}发布`}</Note>
      <Problem problem={problem} />
      {(state === 'current' || state === 'coming') && (
        <Acts>
          <Button kind='words' onTap={act}>
            撤下
          </Button>
        </Acts>
      )}
    </Card>
  )
}
