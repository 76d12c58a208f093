import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { Tick } from '@/components/Tick'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'

type Rows = StaffAnswer<'proposal.list'>['rows']
type ProposalsProps = { readonly rows: Rows; readonly count: number; readonly onDecided: () => Promise<void> }

/** Several are ticked at once; a promise whose day is not in the remark is filled in by itself. */
export function Proposals({ rows, count, onDecided }: ProposalsProps) {
  const ready = rows.filter(({ needsDay }) => !needsDay)
  const [left, setLeft] = useState<readonly string[]>([])
  const chosen = ready.map(({ proposalId }) => proposalId).filter((id) => !left.includes(id))
  const { act, problem } = useAct(
    (accept: boolean) => askStaff('proposal.decide', { proposalIds: chosen, accept }),
    onDecided,
  )
  const toggle = (id: string) => setLeft(left.includes(id) ? left.filter((one) => one !== id) : [...left, id])
  return (
    <>
      <Card title={`台账备注里有 ${count} 条建议`}>
        <Note>勾选的会生效；不采纳的只留作备注。确认之后，还可以在户档案里结束。</Note>
        {ready.map((row) => (
          <Tick
            key={row.proposalId}
            ticked={!left.includes(row.proposalId)}
            onTick={() => toggle(row.proposalId)}
            words={`${row.label} ${row.title}`}
          >
            <Row title={row.label} note={`备注：${row.remark}。${row.says}`} tag={<Tag tone='plain'>{row.title}</Tag>} />
          </Tick>
        ))}
        <Problem problem={problem} />
        {ready.length > 0 && (
          <Acts>
            <Button kind='filled' disabled={chosen.length === 0} onTap={() => act(true)}>
              {chosen.length === 0 ? '请先勾选' : `确认选中的 ${chosen.length} 条`}
            </Button>
            <Button kind='words' disabled={chosen.length === 0} onTap={() => act(false)}>
              不采纳选中的
            </Button>
          </Acts>
        )}
      </Card>
      {rows.filter(({ needsDay }) => needsDay).map((row) => (
        <Promised key={row.proposalId} row={row} onDecided={onDecided} />
      ))}
    </>
  )
}

/** A promise without a day of its own: the day is asked for, never guessed. */
function Promised({ row, onDecided }: { readonly row: Rows[number]; readonly onDecided: () => Promise<void> }) {
  const [day, setDay] = useState('')
  const { act, problem } = useAct(
    (accept: boolean) => askStaff('proposal.decide', { proposalIds: [row.proposalId], accept, ...(accept ? { day: day.trim() } : {}) }),
    onDecided,
  )
  return (
    <Card title={`${row.label} · ${row.title}`}>
      <Row title={`备注：${row.remark}`} note={row.says} onTap={() => go('account', { accountId: row.accountId })} />
      <Field
        label='约定在哪一天之前缴纳'
        value={day}
        onChange={setDay}
        maxLength={10}
        hint='年-月-日，例如 2026-07-15'
      />
      <Problem problem={problem} />
      <Acts>
        <Button disabled={day.trim() === ''} onTap={() => act(true)}>
          确认
        </Button>
        <Button kind='words' onTap={() => act(false)}>
          不采纳
        </Button>
      </Acts>
    </Card>
  )
}
