import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { formatDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import type { Drafted } from './DraftRule'

type Version = StaffAnswer<'charges.show'>['versions'][number]
type VersionCardProps = {
  readonly communityId: string
  readonly version: Version
  /** What a draft just saved came to. */
  readonly tried: Drafted | null
  readonly mayPublish: boolean
  readonly onChanged: () => Promise<void>
}

const STATES: Record<Version['state'], string> = { draft: '草稿', running: '执行中', replaced: '已被新版本代替', stopped: '已停止' }

/** One version: what it says to everybody, when it was public, and what a manager may do with it. */
export function VersionCard({ communityId, version, tried, mayPublish, onChanged }: VersionCardProps) {
  const { payee, items, says, warnings, state, publishedOn, stoppedOn } = version
  return (
    <Card>
      <Row
        title={payee}
        note={items.join('、')}
        tag={<Tag tone={state === 'running' ? 'paid' : 'plain'}>{STATES[state]}</Tag>}
      />
      {says.map((line) => (
        <Note key={line}>{line}</Note>
      ))}
      {publishedOn !== null && <Note>{`${formatDay(publishedOn)}公布，之后不再改动`}</Note>}
      {stoppedOn !== null && <Note>{`${formatDay(stoppedOn)}停止，之后不再增加`}</Note>}
      {state === 'draft' && warnings.map((line) => <Note key={line}>{`请注意：${line}`}</Note>)}
      {tried && <Tried preview={tried.preview} />}
      {state === 'draft' && mayPublish && <Publish version={version} onChanged={onChanged} />}
      {state === 'running' && mayPublish && (
        <Stop communityId={communityId} version={version} onChanged={onChanged} />
      )}
    </Card>
  )
}

/** A size, not a bill: what the rule would come to if it had been in force for today's debts. */
function Tried({ preview: { late, discount, whole } }: { readonly preview: Drafted['preview'] }) {
  const least = whole ? '' : '至少 '
  return (
    <>
      <Row title='试算：违约金' note={`今天已过缴费日的账单若适用，${least}${late.households} 户`}>
        <Money amount={late.total} meaning='试算的违约金合计' />
      </Row>
      <Row title='试算：优惠' note={`现在能享受的账单若都按期缴，${least}${discount.households} 户`}>
        <Money amount={discount.total} meaning='试算的优惠合计' />
      </Row>
      <Note>只是试算。公布以后才到期的账单才会计，已经到期的不补计。</Note>
    </>
  )
}

type ActProps = { readonly version: Version; readonly onChanged: () => Promise<void> }

function Publish({ version: { policyId }, onChanged }: ActProps) {
  const { act, problem } = useAct(() => askStaff('charges.publish', { policyId }), onChanged)
  return (
    <>
      <Problem problem={problem} />
      <Acts>
        <Button onTap={act}>公布，对每户一样</Button>
      </Acts>
    </>
  )
}

function Stop({ communityId, version: { payeeId }, onChanged }: ActProps & { readonly communityId: string }) {
  const [reason, setReason] = useState('')
  const { act, problem } = useAct(
    () => askStaff('charges.stop', { communityId, payeeId, reason: reason.trim() }),
    onChanged,
  )
  return (
    <>
      <Field label='停止的理由' value={reason} onChange={setReason} maxLength={200} hint='停止后不再增加；已计的不变，可逐户减免' />
      <Problem problem={problem} />
      <Acts>
        <Button disabled={reason.trim() === ''} onTap={act}>
          停止
        </Button>
      </Acts>
    </>
  )
}
