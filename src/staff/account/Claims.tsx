import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { readYuan } from '@/pages/pay/readYuan'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import { type Day, formatDay, formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import type { Fen } from '@contract/money'
import { useState } from 'react'

type Claim = StaffAnswer<'claim.list'>['claims'][number]
type ClaimsProps = { readonly accountId: string; readonly onChanged: () => void | Promise<void> }

/** What whoever managed before says was owed to them: history, in no total, until it is ours by an agreement and a notice. */
export function Claims({ accountId, onChanged }: ClaimsProps) {
  const { answer, refresh } = useStaffAnswer('claim.list', { accountId })
  const [chosen, setChosen] = useState<Claim | 'new' | null>(null)
  const done = async () => {
    setChosen(null)
    await refresh()
    await onChanged()
  }
  if (answer.phase === 'ready' && answer.value.claims.length === 0 && !answer.value.mayAssign) return null
  return (
    <Answered answer={answer} onRetry={refresh} rows={2}>
      {({ claims, total, mayAssign }) => (
        <Card title='历史（前物业）'>
          {claims.length === 0 ? (
            <Note>没有前物业留下的欠费。</Note>
          ) : (
            <Row title='前物业主张的欠费' note='只作历史，不出账、不提醒；债权转让并通知住户后才能转为账单'>
              <Money amount={total} meaning='前物业主张的欠费' />
            </Row>
          )}
          {claims.map((claim) => (
            <Row
              key={claim.claimId}
              title={`${formatPeriod(claim.period)}${claim.title}`}
              note={claim.assigned ? `${claim.assigned.agreement}，${formatDay(claim.assigned.noticeOn)}通知` : claim.holder}
              tag={claim.assigned ? <Tag tone='paid'>已转为账单</Tag> : undefined}
              {...(claim.assigned || !mayAssign ? {} : { onTap: () => setChosen(claim) })}
            >
              <Money amount={claim.amount} meaning='主张的金额' />
            </Row>
          ))}
          {mayAssign && (
            <Acts>
              <Button kind='words' onTap={() => setChosen('new')}>
                登记一笔前物业的欠费
              </Button>
            </Acts>
          )}
          {chosen === 'new' && <Noting accountId={accountId} onClose={() => setChosen(null)} onDone={done} />}
          {chosen && chosen !== 'new' && <Assigning claim={chosen} onClose={() => setChosen(null)} onDone={done} />}
        </Card>
      )}
    </Answered>
  )
}

type AssigningProps = { readonly claim: Claim; readonly onClose: () => void; readonly onDone: () => Promise<void> }

function Assigning({ claim: { claimId, title, period, holder }, onClose, onDone }: AssigningProps) {
  const [agreement, setAgreement] = useState('')
  const [noticeOn, setNoticeOn] = useState('')
  const { act, problem, tell } = useAct(() => askStaff('claim.assign', { claimId, agreement: agreement.trim(), noticeOn: noticeOn.trim() as Day }), onDone)
  return (
    <Sheet open title='转为账单' onClose={onClose}>
      <Note>{`${holder} ${formatPeriod(period)}${title}`}</Note>
      <Note>债权转让要通知住户才对住户生效；请先备好转让协议和送达凭证，转为账单后由住户向本物业缴纳。</Note>
      <Field label='转让文件' value={agreement} onChange={setAgreement} maxLength={200} hint='例如 债权转让协议 2026-03 号' />
      <Field label='通知送达日期' value={noticeOn} onChange={setNoticeOn} maxLength={10} hint='例如 2026-07-01' />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={agreement.trim() === '' || noticeOn.trim() === ''} onTap={() => (isDay(noticeOn) ? act() : tell(NOT_A_DAY))}>
          转为账单
        </Button>
      </Acts>
    </Sheet>
  )
}

const NOT_YUAN = { says: '没有看懂金额', next: '请写到分，例如 1200.50', refusal: null }

function Noting({ accountId, onClose, onDone }: { readonly accountId: string; readonly onClose: () => void; readonly onDone: () => Promise<void> }) {
  const [holder, setHolder] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [amount, setAmount] = useState('')
  const { act, problem, tell } = useAct(
    (fen: Fen) =>
      askStaff('claim.note', { accountId, item: 'property_fee', from: from.trim() as Day, to: to.trim() as Day, amount: fen, holder: holder.trim() }),
    onDone,
  )
  const save = () => {
    const fen = readYuan(amount)
    if (fen === null) return tell(NOT_YUAN)
    return isDay(from) && isDay(to) ? act(fen) : tell(NOT_A_DAY)
  }
  return (
    <Sheet open title='登记前物业的欠费' onClose={onClose}>
      <Note>只作物业服务费的历史登记，住户看不到，也不会提醒。</Note>
      <Field label='前物业名称' value={holder} onChange={setHolder} maxLength={40} />
      <Field label='从哪一天' value={from} onChange={setFrom} maxLength={10} hint='例如 2024-01-01' />
      <Field label='到哪一天' value={to} onChange={setTo} maxLength={10} />
      <Field label='金额（元）' value={amount} onChange={setAmount} type='digit' maxLength={10} />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={[holder, from, to, amount].some((text) => text.trim() === '')} onTap={save}>
          登记
        </Button>
      </Acts>
    </Sheet>
  )
}
