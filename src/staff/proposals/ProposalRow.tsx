import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { Tick } from '@/components/Tick'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { isDay, NOT_A_DAY } from '@/staff/days'
import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'

export type Proposal = StaffAnswer<'proposal.list'>['rows'][number]
type ProposalRowProps = {
  readonly proposal: Proposal
  readonly ticked: boolean
  readonly onTick: () => void
  readonly onDecided: (decided: StaffAnswer<'proposal.decide'>) => Promise<void>
}

export const canTick = ({ mayDecide, needsDay }: Proposal): boolean => mayDecide && !needsDay

/** One remark: whose, what it may mean, and what happens if it is so. */
export function ProposalRow({ proposal, ticked, onTick, onDecided }: ProposalRowProps) {
  const { accountId, label, title, remark, from, does, needsDay, mayDecide } = proposal
  return (
    <View className='proposal'>
      <View className='proposal__tick'>
        {canTick(proposal) && (
          <Tick ticked={ticked} onTick={onTick} words={`选择 ${label} ${title}`}>
            <View />
          </Tick>
        )}
      </View>
      <View className='proposal__what'>
        <Row
          title={label}
          note={`“${remark}” · ${from}`}
          tag={<Tag tone='plain'>{title}</Tag>}
          onTap={() => go('account', { accountId })}
        />
        <Text className='proposal__does'>{needsDay ? does : `采纳后：${does}`}</Text>
        {needsDay && mayDecide && <WithDay proposal={proposal} onDecided={onDecided} />}
        {!mayDecide && <Note>由财务或项目经理确认</Note>}
      </View>
    </View>
  )
}

/** The remark names no day that can be read for certain, or one that is past: a person knows better. */
function WithDay({ proposal, onDecided }: Pick<ProposalRowProps, 'proposal' | 'onDecided'>) {
  const { proposalId, day: past } = proposal
  const [day, setDay] = useState('')
  const { act, problem, tell } = useAct(
    (accept: boolean) =>
      askStaff('proposal.decide', {
        proposalIds: [proposalId],
        accept,
        ...(accept ? { day: day.trim() as Day } : {}),
      }),
    onDecided,
  )
  const agree = () => (isDay(day) ? act(true) : tell(NOT_A_DAY))
  return (
    <View>
      <Field
        label='约定的日子'
        value={day}
        onChange={setDay}
        maxLength={10}
        hint={past === null ? '例如 2026-07-15' : `备注里的日子是 ${past}，请填新约的一天`}
      />
      <Problem problem={problem} />
      <Acts>
        <Button onTap={agree}>按这一天采纳</Button>
        <Button kind='words' onTap={() => act(false)}>
          不采纳
        </Button>
      </Acts>
    </View>
  )
}
