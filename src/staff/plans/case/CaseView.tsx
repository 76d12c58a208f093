import '../../account/AccountView.css'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { go } from '@/services/go'
import { formatDay, formatInstant, formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { View } from '@tarojs/components'
import { PART_STATES, PLAN_STATES } from '../words'
import { Deciding } from './Deciding'

export type Case = StaffAnswer<'plan.look'>

export function CaseView({
  plan,
  onChanged,
}: {
  readonly plan: Case
  readonly onChanged: () => Promise<void>
}) {
  return (
    <View className='account__columns'>
      <View className='account__column'>
        <Facts plan={plan} />
        <Signatures plan={plan} />
        <Deciding plan={plan} onChanged={onChanged} />
      </View>
      <View className='account__column'>
        <Schedule plan={plan} />
        <Earlier plan={plan} />
      </View>
    </View>
  )
}

function Facts({ plan }: { readonly plan: Case }) {
  const { label, name, accountId, state, says, total, why, decides, askedBy, askedAt, acceptedAt, account } = plan
  return (
    <Card title={`${label} ${name}`}>
      <Money size='large' amount={total} meaning='分期合计' />
      <Row title={says} tag={<Tag tone='plain'>{PLAN_STATES[state]}</Tag>} />
      <Row title={`${askedBy}提出`} note={formatInstant(askedAt)} />
      <Row
        title={acceptedAt === undefined ? '业主还没有同意' : '业主已同意约定，确认了账单'}
        {...(acceptedAt === undefined ? {} : { note: formatInstant(acceptedAt) })}
      />
      {why.length > 0 && <Row title={decides} note={why.join('\n')} />}
      <Row
        title='这户未收合计'
        tag={account.daysOverdue > 0 ? <Tag>{`最长逾期 ${account.daysOverdue} 天`}</Tag> : null}
        onTap={() => go('account', { accountId })}
      >
        <Money amount={account.outstanding} meaning='未收合计' />
      </Row>
      <Row title='其中已过缴费日'>
        <Money amount={account.overdue} meaning='已过缴费日' />
      </Row>
    </Card>
  )
}

function Signatures({ plan: { signatures } }: { readonly plan: Case }) {
  if (signatures.length === 0) return null
  return (
    <Card title='已有的意见'>
      {signatures.map(({ name, roles, approve, reason, at }) => (
        <Row
          key={`${name} ${at}`}
          title={`${name}（${roles}）`}
          note={`${reason}\n${formatInstant(at)}`}
          tag={<Tag tone={approve ? 'paid' : 'notice'}>{approve ? '同意' : '不同意'}</Tag>}
        />
      ))}
    </Card>
  )
}

function Schedule({ plan: { parts, bills } }: { readonly plan: Case }) {
  return (
    <>
      <Card title='各期'>
        {parts.map(({ number, dueOn, amount, state }) => (
          <Row
            key={number}
            title={`第 ${number} 期`}
            note={`缴费日 ${formatDay(dueOn)}`}
            tag={<Tag tone={state === 'paid' ? 'paid' : 'plain'}>{PART_STATES[state]}</Tag>}
          >
            <Money amount={amount} meaning={`第 ${number} 期`} />
          </Row>
        ))}
      </Card>
      <Card title='分期里的账单'>
        {bills.map(({ billId, title, period, dueOn, amount }) => (
          <Row key={billId} title={`${formatPeriod(period)}${title}`} note={`缴费截止日 ${formatDay(dueOn)}`}>
            <Money amount={amount} meaning='放进分期的金额' />
          </Row>
        ))}
      </Card>
    </>
  )
}

function Earlier({ plan: { earlier } }: { readonly plan: Case }) {
  return (
    <Card title='这户以前的分期'>
      {earlier.length === 0 && <Note>没有办过分期。</Note>}
      {earlier.map(({ says, state, on }) => (
        <Row key={`${on} ${says}`} title={says} note={formatDay(on)} tag={<Tag tone='plain'>{PLAN_STATES[state]}</Tag>} />
      ))}
    </Card>
  )
}
