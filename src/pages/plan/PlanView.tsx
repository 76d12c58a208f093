import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { OnItsWay } from '@/components/OnItsWay'
import { Problem } from '@/components/Problem'
import { PaymentsCard } from '@/components/PaymentsCard'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { PaySheet } from '@/pages/pay/PaySheet'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import { formatDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useState } from 'react'
import { Agreeing } from './Agreeing'
import { Terms } from './Terms'

export type Plan = ResidentAnswer<'plan.show'>
type PlanViewProps = {
  readonly plan: Plan
  readonly onItsWay: string | null
  readonly onChanged: () => Promise<void>
}

export function PlanView({ plan, onItsWay, onChanged }: PlanViewProps) {
  const [parts, setParts] = useState<readonly number[] | null>(null)
  const { planId, accountId, state, says, total, left, mayPay } = plan
  return (
    <>
      <Card>
        {state === 'running' && left > 0 ? (
          <Money size='hero' amount={left} meaning='分期还要缴' />
        ) : (
          <Money size='hero' amount={total} meaning='分期合计' />
        )}
        <Note>{says}</Note>
        {mayPay && left > 0 && onItsWay === null && <Paying plan={plan} onPay={setParts} />}
        {onItsWay !== null && <OnItsWay outTradeNo={onItsWay} />}
        <Waiting plan={plan} onChanged={onChanged} />
      </Card>
      <Parts plan={plan} />
      <PaymentsCard payments={plan.payments} />
      <Terms terms={plan.terms} {...(plan.acceptedAt ? { acceptedAt: plan.acceptedAt } : {})} />
      {plan.mayAccept && <Accepting plan={plan} onChanged={onChanged} />}
      <PaySheet
        open={parts !== null}
        ask={{ accountId, planId, parts: [...(parts ?? [])] }}
        onClose={() => setParts(null)}
        onChanged={onChanged}
      />
    </>
  )
}

/** The part that comes next, or all that is left: money fills the parts in their order. */
function Paying({
  plan: { planId, accountId, parts },
  onPay,
}: {
  readonly plan: Plan
  readonly onPay: (parts: readonly number[]) => void
}) {
  const unpaid = parts.filter(({ left }) => left > 0).map(({ number }) => number)
  const [next] = unpaid
  if (next === undefined) return null
  return (
    <Acts>
      <Button kind='filled' onTap={() => onPay([next])}>
        {`缴第 ${next} 期`}
      </Button>
      {unpaid.length > 1 && (
        <Button kind='words' onTap={() => onPay(unpaid)}>
          余下的一次缴清
        </Button>
      )}
      <Button kind='words' onTap={() => go('planTrial', { accountId, replaces: planId })}>
        调整分期
      </Button>
    </Acts>
  )
}

/** Not begun yet: whoever asked, and the owner, may take it back. */
function Waiting({ plan, onChanged }: { readonly plan: Plan; readonly onChanged: () => Promise<void> }) {
  const { act, problem } = useAct(() => askResident('plan.withdraw', { planId: plan.planId }), onChanged)
  if (!plan.mayWithdraw || plan.mayAccept) return null
  return (
    <>
      <Problem problem={problem} />
      <Acts>
        <Button kind='words' onTap={act}>
          撤回这份分期
        </Button>
      </Acts>
    </>
  )
}

function Accepting({ plan, onChanged }: { readonly plan: Plan; readonly onChanged: () => Promise<void> }) {
  const { planId, termsHash, counterPhone } = plan
  const { act, problem } = useAct(() => askResident('plan.accept', { planId, termsHash }), onChanged)
  const no = useAct(() => askResident('plan.withdraw', { planId }), onChanged)
  return (
    <Agreeing
      words='同意分期'
      counterPhone={counterPhone}
      onAgree={act}
      onDisagree={no.act}
      problem={problem ?? no.problem}
    />
  )
}

const TAGS = {
  paid: { tone: 'paid', words: '已缴' },
  due: { tone: 'notice', words: '这一期' },
  missed: { tone: 'notice', words: '还没缴' },
  coming: { tone: 'plain', words: '未到缴费日' },
} as const

/** Before it has begun, no part of it is due or late. */
const NOT_BEGUN: readonly Plan['state'][] = ['proposed', 'waiting_approval', 'refused', 'withdrawn']

function Parts({ plan: { parts, state: standing } }: { readonly plan: Plan }) {
  return (
    <Card title='各期'>
      {parts.map(({ number, dueOn, amount, left, state }) => (
        <Row
          key={number}
          title={`第 ${number} 期`}
          note={`缴费日 ${formatDay(dueOn)}`}
          tag={
            NOT_BEGUN.includes(standing) ? null : <Tag tone={TAGS[state].tone}>{TAGS[state].words}</Tag>
          }
        >
          {left > 0 && left < amount ? (
            <Money amount={left} meaning='这一期还差' meaningShown />
          ) : (
            <Money amount={amount} meaning={`第 ${number} 期`} />
          )}
        </Row>
      ))}
    </Card>
  )
}
