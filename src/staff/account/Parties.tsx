import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import { type Day, formatDay } from '@contract/calendar'
import type { StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'
import type { Account } from './AccountView'

type Party = NonNullable<Account['parties']>[number]
type Role = StaffAsk<'party.add'>['role']
type PartiesProps = { readonly account: Account; readonly onChanged: () => void | Promise<void> }

const ROLES: readonly { value: Role; words: string }[] = [
  { value: 'owner', words: '共有人' },
  { value: 'tenant', words: '租客' },
  { value: 'payer', words: '约定付款人' },
]
const PHONE = /^\d{7,15}$/
const NOT_A_PHONE = { says: '没有看懂电话', next: '请只写数字，例如 13800138000；没有就不写', refusal: null }

/** Who belongs to the account besides the registered one, and to whom its reminders go. */
export function Parties({ account: { accountId, name, parties = [], mayAddParty }, onChanged }: PartiesProps) {
  const [act, setAct] = useState<'add' | Party | null>(null)
  const done = async () => {
    setAct(null)
    await onChanged()
  }
  return (
    <Card title='共有人和付款人'>
      <Row title={name} tag={<Tag tone='plain'>登记业主</Tag>}>
        {parties.some(({ speaks }) => speaks) ? '' : '接收提醒'}
      </Row>
      {parties.map((party) => (
        <Row
          key={party.partyId}
          title={party.name}
          tag={<Tag tone='plain'>{party.says}</Tag>}
          note={[sayDays(party), ...party.phonesMasked].join('\n')}
          {...(mayAddParty && party.to === null ? { onTap: () => setAct(party) } : {})}
        >
          {party.speaks ? '接收提醒' : ''}
        </Row>
      ))}
      {mayAddParty && (
        <Acts>
          <Button kind='words' onTap={() => setAct('add')}>
            添加
          </Button>
        </Acts>
      )}
      {act === 'add' && <Adding accountId={accountId} onClose={() => setAct(null)} onDone={done} />}
      {act !== null && act !== 'add' && <Changing accountId={accountId} party={act} onClose={() => setAct(null)} onDone={done} />}
    </Card>
  )
}
function sayDays({ from, to }: Party): string {
  return to === null ? `${formatDay(from)}起` : `${formatDay(from)}至${formatDay(to)}`
}

type SheetProps = { readonly accountId: string; readonly onClose: () => void; readonly onDone: () => Promise<void> }

function Adding({ accountId, onClose, onDone }: SheetProps) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('owner')
  const [phone, setPhone] = useState('')
  const [from, setFrom] = useState('')
  const { act, problem, tell } = useAct(
    () =>
      askStaff('party.add', {
        accountId, name: name.trim(), role, phones: phone.trim() === '' ? [] : [phone.trim()], from: from.trim() as Day,
      }),
    onDone,
  )
  const add = () => {
    if (phone.trim() !== '' && !PHONE.test(phone.trim())) return tell(NOT_A_PHONE)
    return isDay(from) ? act() : tell(NOT_A_DAY)
  }
  return (
    <Sheet open title='添加' onClose={onClose}>
      <Chips choices={ROLES} chosen={role} onChoose={setRole} />
      <Field label='姓名或单位' value={name} onChange={setName} maxLength={40} />
      <Field label='手机号' value={phone} onChange={setPhone} type='number' maxLength={15} hint='有手机号，本人就能用房号和姓名自己绑定' />
      <Field label='从哪一天起' value={from} onChange={setFrom} maxLength={10} hint='例如 2026-07-01；租客只看到这一天以后的账单' />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={name.trim() === '' || from.trim() === ''} onTap={add}>
          添加
        </Button>
      </Acts>
    </Sheet>
  )
}

function Changing({ accountId, party: { partyId, name, role, speaks }, onClose, onDone }: SheetProps & { readonly party: Party }) {
  const [to, setTo] = useState('')
  const speak = useAct(() => askStaff('party.speak', { accountId, partyId: speaks ? null : partyId }), onDone)
  const end = useAct(() => askStaff('party.end', { accountId, partyId, to: to.trim() as Day }), onDone)
  return (
    <Sheet open title={name} onClose={onClose}>
      {role !== 'tenant' && (
        <Acts>
          <Button onTap={() => speak.act()}>{speaks ? '提醒改发给登记业主' : '提醒发给这个人'}</Button>
        </Acts>
      )}
      <Note>不再有关系时写上最后一天，从此以后看不到这一户的账单，缴过的费用不变。</Note>
      <Field label='最后一天' value={to} onChange={setTo} maxLength={10} hint='例如 2026-07-01' />
      <Problem problem={speak.problem ?? end.problem} />
      <Acts>
        <Button disabled={to.trim() === ''} onTap={() => (isDay(to) ? end.act() : end.tell(NOT_A_DAY))}>
          结束关系
        </Button>
      </Acts>
    </Sheet>
  )
}
