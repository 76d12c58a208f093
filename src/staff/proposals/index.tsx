import './proposals.css'
import '../arrears/arrears.css'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { More } from '@/components/More'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askStaff } from '@/services/cloud'
import { useCommunityId } from '@/staff/community'
import type { StaffAnswer } from '@contract/contract/staff'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { canTick, type Proposal, ProposalRow } from './ProposalRow'

type Decided = StaffAnswer<'proposal.decide'>
/** More than one look takes in; the cloud takes as many at once. */
const AT_ONCE_MAX = 100

/** 备注建议: what the ledger's remarks may mean. Nothing of it is in force before it is ticked here. */
export default function ProposalsPage() {
  const communityId = useCommunityId()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [done, setDone] = useState('')
  const { answer, refresh } = useStaffAnswer('proposal.list', { communityId })
  const { rows, fetchMore, problem } = usePages<Proposal>(answer, (after) =>
    askStaff('proposal.list', { communityId, after }),
  )
  // What another has decided meanwhile is no longer here to be sent.
  const ticked = rows.filter((row) => canTick(row) && chosen.includes(row.proposalId))
  const tell = async ({ accepted, dismissed }: Decided) => {
    setChosen([])
    setDone(
      accepted > 0
        ? `已采纳 ${accepted} 条。要撤回，请打开那一户，结束暂停。`
        : `${dismissed} 条没有采纳，备注仍留在户档案里。`,
    )
    await refresh()
  }
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <Page title='备注建议' wide>
      <Answered answer={answer} onRetry={refresh} rows={6}>
        {({ count }) => (
          <>
            {done !== '' && (
              <Card>
                <Note>{done}</Note>
              </Card>
            )}
            <List rows={rows} count={count} chosen={chosen} onTick={toggle} onDecided={tell} />
            <More onTap={fetchMore} problem={problem} />
          </>
        )}
      </Answered>
      {rows.some(canTick) && (
        <Bar
          rows={rows.filter(canTick).slice(0, AT_ONCE_MAX)}
          ticked={ticked}
          onChoose={setChosen}
          onDecided={tell}
        />
      )}
    </Page>
  )
}

type ListProps = {
  readonly rows: readonly Proposal[]
  readonly count: number | undefined
  readonly chosen: readonly string[]
  readonly onTick: (id: string) => void
  readonly onDecided: (decided: Decided) => Promise<void>
}

function List({ rows, count, chosen, onTick, onDecided }: ListProps) {
  if (rows.length === 0)
    return <Notice kind='empty' says='没有等待确认的备注' next='导入台账后，备注里的异议、承诺等会列在这里' />
  return (
    <Card title={`台账备注里有 ${count ?? rows.length} 条建议`}>
      <Note>请逐条确认。采纳后才生效，不采纳的仍作为内部备注保留。</Note>
      {rows.map((proposal) => (
        <ProposalRow
          key={proposal.proposalId}
          proposal={proposal}
          ticked={chosen.includes(proposal.proposalId)}
          onTick={() => onTick(proposal.proposalId)}
          onDecided={onDecided}
        />
      ))}
    </Card>
  )
}

type BarProps = {
  readonly rows: readonly Proposal[]
  readonly ticked: readonly Proposal[]
  readonly onChoose: (ids: readonly string[]) => void
  readonly onDecided: (decided: Decided) => Promise<void>
}

function Bar({ rows, ticked, onChoose, onDecided }: BarProps) {
  const ids = (some: readonly Proposal[]) => some.map(({ proposalId }) => proposalId)
  const { act, problem } = useAct(
    (accept: boolean) => askStaff('proposal.decide', { proposalIds: ids(ticked), accept }),
    onDecided,
  )
  const none = ticked.length === 0
  return (
    <>
      <Problem problem={problem} />
      <View className='arrears__bar'>
        <Button kind='words' onTap={none ? () => onChoose(ids(rows)) : () => act(false)}>
          {none ? '选中列出的' : '不采纳选中的'}
        </Button>
        <Button kind='filled' disabled={none} onTap={() => act(true)}>
          {none ? '请先选择' : `采纳选中的 ${ticked.length} 条`}
        </Button>
      </View>
    </>
  )
}
