import './AccountView.css'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { go } from '@/services/go'
import { KINDS } from '@/staff/words'
import { dayOf, formatDay, formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { showFen } from '@contract/money'
import { Text, View } from '@tarojs/components'
import { Claims } from './Claims'
import { Holds } from './Holds'
import { InviteIn } from './InviteIn'
import { Parties } from './Parties'
import { RevealPhone } from './RevealPhone'
import { Waiving } from './Waiving'

export type Account = StaffAnswer<'account.show'>

type AccountViewProps = { readonly account: Account; readonly onChanged: () => void | Promise<void> }

export function AccountView({ account, onChanged }: AccountViewProps) {
  const { label, name, outstanding, overdue, prepaid, daysOverdue, notes, lateCharge } = account
  return (
    <>
      <Card title={`${label} ${name}`}>
        <Money size='large' amount={outstanding} meaning='未收合计' />
        <Row title='其中已过缴费日' tag={daysOverdue > 0 ? <Tag>{`最长 ${daysOverdue} 天`}</Tag> : null}>
          <Money amount={overdue} meaning='已过缴费日' />
        </Row>
        {lateCharge !== undefined && (
          <Row title='违约金' note='不在未收合计里'>
            <Money amount={lateCharge} meaning='违约金' />
          </Row>
        )}
        <Row title='预缴'>
          <Money amount={prepaid} meaning='预缴' />
        </Row>
        {notes.map((note) => (
          <Note key={note}>{`备注：${note}`}</Note>
        ))}
      </Card>
      <View className='account__columns'>
        <View className='account__column'>
          <Holds account={account} onChanged={onChanged} />
          <RevealPhone account={account} onChanged={onChanged} />
          <Parties account={account} onChanged={onChanged} />
          <People account={account} />
        </View>
        <View className='account__column'>
          <Plans account={account} />
          <Bills account={account} />
          <Waiving account={account} onChanged={onChanged} />
          <Claims accountId={account.accountId} onChanged={onChanged} />
          <Timeline account={account} />
        </View>
      </View>
    </>
  )
}

function People({ account: { accountId, people } }: { readonly account: Account }) {
  return (
    <Card title='绑定的人'>
      {people.length === 0 && <Note>还没有人绑定，微信提醒送不到这一户。可以生成邀请码交给业主。</Note>}
      {people.map(({ name, relation, since }) => (
        <Row
          key={`${name} ${relation} ${since}`}
          title={name}
          note={`${formatDay(since)}起`}
          tag={<Tag tone='plain'>{relation}</Tag>}
        />
      ))}
      <InviteIn accountId={accountId} />
    </Card>
  )
}

function Plans({ account: { plans = [] } }: { readonly account: Account }) {
  if (plans.length === 0) return null
  return (
    <Card title='分期'>
      {plans.map(({ planId, says, parts }) => (
        <Row key={planId} title={says} note={parts.join('\n')} onTap={() => go('planCase', { planId })} />
      ))}
    </Card>
  )
}

function Bills({ account: { accountId, bills } }: { readonly account: Account }) {
  return (
    <Card title='未收账单'>
      {bills.length === 0 && <Note>没有未收的账单。</Note>}
      {bills.map(({ billId, title, period, dueOn, outstanding, daysOverdue, late }) => (
        <Row
          key={billId}
          title={`${formatPeriod(period)}${title}`}
          note={`缴费截止日 ${formatDay(dueOn)}${late ? `，另有违约金 ¥${showFen(late.amount)}，${late.says}` : ''}`}
          tag={daysOverdue > 0 ? <Tag>{`逾期 ${daysOverdue} 天`}</Tag> : null}
          onTap={() => go('billCase', { billId })}
        >
          <Money amount={outstanding} meaning='未收' />
        </Row>
      ))}
      <Row title='对账单' note='一段时间的账单和缴费，可以下载' onTap={() => go('accountStatement', { accountId })} />
    </Card>
  )
}

function Timeline({ account: { timeline } }: { readonly account: Account }) {
  return (
    <Card title='往来'>
      {timeline.length === 0 && <Note>还没有往来记录。</Note>}
      {timeline.map(({ at, kind, says, amount }, index) => (
        <Row
          key={`${at} ${index}`}
          title={says}
          note={`${formatDay(dayOf(at))} ${at.slice(11, 16)}`}
          tag={<Tag tone='plain'>{KINDS[kind]}</Tag>}
        >
          {amount !== undefined ? <Money amount={amount} meaning={says} /> : <Text />}
        </Row>
      ))}
    </Card>
  )
}
