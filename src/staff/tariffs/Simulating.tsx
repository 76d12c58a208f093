import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { formatFen, showFen } from '@contract/money'
import { useState } from 'react'

type Seen = StaffAnswer<'tariff.simulate'>
type SimulatingProps = { readonly tariffId: string; readonly open: boolean; readonly onClose: () => void }

/** Who would have paid more and who less by a draft, before it is published: in words first, then the homes. */
export function Simulating({ tariffId, open, onClose }: SimulatingProps) {
  const [period, setPeriod] = useState('')
  const [seen, setSeen] = useState<Seen | null>(null)
  const { act, problem } = useAct(() => askStaff('tariff.simulate', { tariffId, period: period.trim().toUpperCase() }), setSeen)
  return (
    <Sheet open={open} title='试算' onClose={onClose}>
      <Field label='用哪一期的数据' value={period} onChange={setPeriod} maxLength={7} hint='例如 2026-06；只试算，不写入' />
      <Problem problem={problem} />
      <Acts>
        <Button kind={seen === null ? 'filled' : 'quiet'} disabled={period.trim() === ''} onTap={act}>
          试算
        </Button>
      </Acts>
      {seen !== null && <Result seen={seen} />}
    </Sheet>
  )
}

function Result({ seen: { period, homes, before, after, more, less, same, unknown, biggest, whole } }: { readonly seen: Seen }) {
  return (
    <>
      <Money size='hero' amount={after} meaning={`${formatPeriod(period)}试算合计`} />
      <Note>{`现行标准合计 ¥${showFen(before)}，共 ${homes} 套${whole ? '' : '（房屋太多，只算了这些）'}。`}</Note>
      <Row title={`多缴的 ${more.count} 套`}>{`合计多 ¥${showFen(more.total)}`}</Row>
      <Row title={`少缴的 ${less.count} 套`}>{`合计少 ¥${showFen(less.total)}`}</Row>
      <Row title='不变的'>{`${same} 套`}</Row>
      {unknown > 0 && <Row title='没有算的' note='缺面积、读数或公摊数，补齐后再试算'>{`${unknown} 套`}</Row>}
      {biggest.length > 0 && <Note>变化最大的房屋：</Note>}
      {biggest.map(({ label, before: old, after: now }) => (
        <Row key={label} title={label} note={`现行 ¥${showFen(old)}`}>
          {`¥${formatFen(now)}`}
        </Row>
      ))}
    </>
  )
}
