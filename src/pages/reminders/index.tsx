import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { RemindButton } from '@/components/RemindButton'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import type { ResidentAnswer, ResidentAsk } from '@contract/contract/resident'

type Reminders = ResidentAnswer<'reminders.show'>

/** 提醒设置: whether, from which hour on, and how many more messages may come. Nothing is asked by opening it. */
export default function RemindersPage() {
  const { answer, refresh } = useCloudAnswer('reminders.show', {})
  return (
    <Page title='提醒设置'>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {(reminders) => (
          <>
            <Wish reminders={reminders} onSaved={refresh} />
            <Left reminders={reminders} onAnswered={refresh} />
          </>
        )}
      </Answered>
    </Page>
  )
}

const SWITCH = [
  { value: 'on', words: '接收提醒' },
  { value: 'off', words: '免打扰' },
] as const

function Wish({ reminders, onSaved }: { readonly reminders: Reminders; readonly onSaved: () => Promise<void> }) {
  const { on, hour, hours } = reminders
  const { act, problem } = useAct((wish: ResidentAsk<'reminders.save'>) => askResident('reminders.save', wish), onSaved)
  const choices = Array.from({ length: hours.last - hours.first + 1 }, (_, i) => String(hours.first + i))
  return (
    <Card title='缴费提醒'>
      <Chips
        choices={SWITCH}
        chosen={on ? 'on' : 'off'}
        onChoose={(value) => void act({ on: value === 'on', hour })}
      />
      <Note>
        {on
          ? '缴费日前后会在微信里提醒您，每天最多一条。'
          : '不再给您发缴费提醒。缴费成功的通知不受影响，账单随时可以在这里查看。'}
      </Note>
      {on && (
        <>
          <Row title={`${hour} 点以后再提醒`} note={`可以选 ${hours.first} 点到 ${hours.last} 点`} />
          <Chips
            choices={choices.map((value) => ({ value, words: `${value} 点` }))}
            chosen={String(hour)}
            onChoose={(value) => void act({ on, hour: Number(value) })}
          />
          <Note>单位客户只在工作日的上班时间提醒。</Note>
        </>
      )}
      <Problem problem={problem} />
      {problem?.refusal === 'NOT_BOUND' && <Row title='绑定我的房屋' onTap={() => go('bind')} />}
    </Card>
  )
}

function Left({ reminders, onAnswered }: { readonly reminders: Reminders; readonly onAnswered: () => Promise<void> }) {
  const { quota, templates } = reminders
  return (
    <Card title='微信通知'>
      <Note>微信规定：您每同意一次，我们只能发一条。</Note>
      <Row title='缴费提醒' note='还可以发给您'>{`${quota['bill_due'] ?? 0} 条`}</Row>
      <Row title='缴费成功通知' note='还可以发给您'>{`${quota['receipt'] ?? 0} 条`}</Row>
      <RemindButton
        templateKey='bill_due'
        templates={templates}
        accepted='好的，又多了一条'
        onAnswered={onAnswered}
      >
        再允许一次提醒
      </RemindButton>
    </Card>
  )
}
