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
import { isDay, NOT_A_DAY } from '@/staff/days'
import { type Day, formatDay } from '@contract/calendar'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { Meter } from './index'
import { PhotoButton } from './PhotoButton'
import { Removing } from './Removing'
import { Replacing } from './Replacing'

type MeterCardProps = { readonly meter: Meter; readonly onRead: () => Promise<void> }

/** One door: the last value large beside the new one; what looks odd is said at once, and asked again. */
export function MeterCard({ meter, onRead }: MeterCardProps) {
  const [open, setOpen] = useState(!meter.done)
  const [act, setAct] = useState<'replace' | 'remove' | null>(null)
  const [more, setMore] = useState(false)
  const changed = async () => {
    setAct(null)
    await onRead()
  }
  const { label, serial, unit, last, done } = meter
  return (
    <Card title={label}>
      <Row
        title={last === null ? '还没有读数' : `上次 ${last.value}`}
        note={last === null ? `表号 ${serial}` : `${formatDay(last.day)}，表号 ${serial}`}
        tag={done ? <Tag tone='paid'>已抄</Tag> : <Tag tone='notice'>未抄</Tag>}
      >
        {last?.used ? `用了 ${last.used} ${unit}` : ''}
      </Row>
      {last?.photo !== undefined && <LookAgain photo={last.photo} />}
      {last?.unusual && <Note>是平时的三倍以上，请再看一遍表。</Note>}
      {last?.billed && done && <Note>已经出账，改读数要先更正账单。</Note>}
      {open ? (
        <Reading meter={meter} onRead={onRead} />
      ) : (
        <Acts>
          <Button kind='words' onTap={() => setOpen(true)}>
            改读数
          </Button>
        </Acts>
      )}
      <Acts>
        {more ? (
          <>
            <Button kind='words' onTap={() => setAct('replace')}>
              换表
            </Button>
            <Button kind='words' onTap={() => setAct('remove')}>
              拆表
            </Button>
          </>
        ) : (
          <Button kind='words' onTap={() => setMore(true)}>
            更多
          </Button>
        )}
      </Acts>
      <Replacing open={act === 'replace'} meter={meter} onClose={() => setAct(null)} onDone={changed} />
      <Removing open={act === 'remove'} meter={meter} onClose={() => setAct(null)} onDone={changed} />
    </Card>
  )
}

function LookAgain({ photo }: { readonly photo: string }) {
  return (
    <Acts>
      <Button kind='words' onTap={() => void Taro.previewImage({ urls: [photo] })}>
        看抄表照片
      </Button>
    </Acts>
  )
}

function Reading({ meter: { meterId, unit }, onRead }: MeterCardProps) {
  const [value, setValue] = useState('')
  const [day, setDay] = useState<string | null>(null)
  const [rolledOver, setRolledOver] = useState(false)
  const [photo, setPhoto] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const { act, problem, tell } = useAct(
    () =>
      askStaff('reading.enter', {
        meterId,
        value: value.trim(),
        ...(day === null ? {} : { day: day.trim() as Day }),
        ...(rolledOver ? { rolledOver: true } : {}),
        ...(photo === null ? {} : { photo }),
      }),
    async ({ used, unusual }) => {
      setValue('')
      setRolledOver(false)
      setPhoto(null)
      setSaid(
        used === null
          ? '已作为底数，不收费'
          : `用了 ${used} ${unit}${unusual ? '，是平时的三倍以上，请再看一遍表' : ''}`,
      )
      await onRead()
    },
  )
  return (
    <>
      <Field label='这次读数' value={value} onChange={setValue} type='digit' maxLength={13} />
      {day !== null && <Field label='抄表日' value={day} onChange={setDay} maxLength={10} hint='例如 2026-07-28' />}
      {(problem?.refusal === 'READING_LOWER' || problem?.refusal === 'READING_NOT_ROLLED') && (
        <Tick ticked={rolledOver} onTick={() => setRolledOver(!rolledOver)} words='表转过一圈，从零重新走' />
      )}
      <Problem problem={problem} />
      {said !== null && <Note>{said}</Note>}
      <Acts>
        <Button disabled={value.trim() === ''} onTap={() => (day === null || isDay(day) ? act() : tell(NOT_A_DAY))}>
          记下读数
        </Button>
        <PhotoButton meterId={meterId} taken={photo !== null} onTaken={setPhoto} onProblem={tell} />
        {day === null && (
          <Button kind='words' onTap={() => setDay('')}>
            不是今天抄的
          </Button>
        )}
      </Acts>
    </>
  )
}
