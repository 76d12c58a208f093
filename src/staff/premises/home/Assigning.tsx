import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { Tag } from '@/components/Tag'
import { askStaff } from '@/services/cloud'
import type { Day } from '@contract/calendar'
import type { StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'
import { Affected } from './Affected'
import { type Premises, sayDays } from './HomeView'
import { usePreviewed } from './usePreviewed'

type Role = StaffAsk<'premises.assign'>['role']
type AssigningProps = {
  readonly open: boolean
  readonly premises: Premises
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

const ROLES: readonly { value: Role; words: string }[] = [
  { value: 'owner', words: '过户' },
  { value: 'tenant', words: '出租' },
  { value: 'sponsor', words: '代付' },
  { value: 'developer', words: '开发商' },
]
const FROM: Record<Role, string> = { owner: '交接日', tenant: '租期开始', sponsor: '代付开始', developer: '开始日期' }

/** Who is to pay, from when; then what that changes, before anything is written. */
export function Assigning({ open, premises, onClose, onDone }: AssigningProps) {
  const [role, setRole] = useState<Role>('owner')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const ask = (preview: boolean): StaffAsk<'premises.assign'> => ({
    premisesId: premises.premisesId,
    role,
    from: from.trim() as Day,
    ...(to.trim() === '' ? {} : { to: to.trim() as Day }),
    person: { name: name.trim(), phones: phone.trim() === '' ? [] : [phone.trim()] },
    preview,
    correct: true,
  })
  const { seen, preview, save, problem, change } = usePreviewed((looking) => askStaff('premises.assign', ask(looking)), onDone)
  const days = to.trim() === '' ? [from] : [from, to]
  return (
    <Sheet open={open} title='变更缴费户' onClose={onClose}>
      <Chips choices={ROLES} chosen={role} onChoose={change(setRole)} />
      <Field label='新缴费户姓名或单位' value={name} onChange={change(setName)} />
      <Field label='手机号' value={phone} onChange={change(setPhone)} type='number' maxLength={15} hint='可以以后再补' />
      <Field label={FROM[role]} value={from} onChange={change(setFrom)} maxLength={10} hint='这一天起由新缴费户缴，例如 2026-07-11' />
      {role !== 'owner' && (
        <Field label='结束日期' value={to} onChange={change(setTo)} maxLength={10} hint='最后一天，之后回到原来的缴费户' />
      )}
      <Problem problem={problem} />
      {seen === null ? (
        <Acts>
          <Button kind='filled' disabled={name.trim() === '' || from.trim() === ''} onTap={() => preview(...days)}>
            看看会怎样
          </Button>
        </Acts>
      ) : (
        <>
          {seen.payers.map(({ holdingId, name: who, says, from: since, to: until }) => (
            <Row key={holdingId} title={who} tag={<Tag tone='plain'>{says}</Tag>} note={sayDays(since, until)} />
          ))}
          <Note>已有的欠费和预缴款留在原来的缴费户；新缴费户看不到他们的账单。</Note>
          <Affected bills={seen.affected} />
          <Acts>
            <Button kind='filled' onTap={save}>
              确认变更
            </Button>
          </Acts>
        </>
      )}
    </Sheet>
  )
}
