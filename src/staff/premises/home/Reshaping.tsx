import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { askStaff } from '@/services/cloud'
import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { FindHomes, type Home } from '../FindHomes'
import { Affected } from './Affected'
import type { Premises } from './HomeView'
import { usePreviewed } from './usePreviewed'

type ReshapingProps = {
  readonly open: boolean
  readonly premises: Premises
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}
type Part = { readonly room: string; readonly area: string }
const PARTS_MAX = 10

/** One home becomes several, or this one and others become one, from a day on. */
export function Reshaping({ open, premises: { premisesId, label, communityId }, onClose, onDone }: ReshapingProps) {
  const [on, setOn] = useState('')
  const [parts, setParts] = useState<readonly Part[]>([{ room: '', area: '' }, { room: '', area: '' }])
  const [others, setOthers] = useState<readonly Home[]>([])
  const { seen, preview, save, problem, change } = usePreviewed(
    (looking) =>
      askStaff('premises.reshape', {
        premisesIds: [premisesId, ...others.map((one) => one.premisesId)],
        on: on.trim() as Day,
        into: parts.map(({ room, area }) => ({ room: room.trim(), area: area.trim() })),
        preview: looking,
        correct: true,
      }),
    onDone,
  )
  const write = (at: number, more: Partial<Part>) => change(setParts)(parts.map((part, i) => (i === at ? { ...part, ...more } : part)))
  const isWritten = on.trim() !== '' && parts.every(({ room, area }) => room.trim() !== '' && area.trim() !== '')
  return (
    <Sheet open={open} title='拆分或合并' onClose={onClose}>
      <Note>{[label, ...others.map((one) => one.label)].join('、')}</Note>
      <FindHomes
        communityId={communityId}
        label='要合并的其他房屋'
        hint='只拆分就不写；写房号开头，例如 1栋1单元102'
        chosen={others}
        onChoose={change(setOthers)}
      />
      <Field label='从哪一天起' value={on} onChange={change(setOn)} maxLength={10} hint='例如 2026-07-16；前一天为止按原来的房屋计费' />
      {parts.map(({ room, area }, i) => (
        <View key={i}>
          <Field label={`新房屋 ${i + 1} 的房号`} value={room} onChange={(value) => write(i, { room: value })} maxLength={20} />
          <Field label={`新房屋 ${i + 1} 的收费面积（㎡）`} value={area} onChange={(value) => write(i, { area: value })} type='digit' maxLength={12} />
        </View>
      ))}
      <Acts>
        {parts.length < PARTS_MAX && (
          <Button kind='words' onTap={() => change(setParts)([...parts, { room: '', area: '' }])}>
            加一套
          </Button>
        )}
        {parts.length > 1 && (
          <Button kind='words' onTap={() => change(setParts)(parts.slice(0, -1))}>
            少一套
          </Button>
        )}
      </Acts>
      <Problem problem={problem} />
      {seen === null ? (
        <Acts>
          <Button kind='filled' disabled={!isWritten} onTap={() => preview(on)}>
            看看会怎样
          </Button>
        </Acts>
      ) : (
        <Result seen={seen} onSave={save} />
      )}
    </Sheet>
  )
}

function Result({ seen: { ends, begins, payer, affected }, onSave }: { readonly seen: StaffAnswer<'premises.reshape'>; readonly onSave: () => Promise<void> }) {
  return (
    <>
      <Note>{`${ends.map((one) => one.label).join('、')}到前一天为止，之后是：`}</Note>
      {begins.map((one) => (
        <Row key={one.label} title={one.label} note={`缴费户 ${payer}`}>
          {`${one.area ?? ''} ㎡`}
        </Row>
      ))}
      <Affected bills={affected} />
      <Acts>
        <Button kind='filled' onTap={onSave}>
          确认
        </Button>
      </Acts>
    </>
  )
}
