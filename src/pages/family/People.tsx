import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { RELATIONS } from '@/pages/mine/relations'
import { askResident } from '@/services/cloud'
import { goTab } from '@/services/go'
import { formatDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import Taro from '@tarojs/taro'

type Person = ResidentAnswer<'family.list'>['people'][number]
type PeopleProps = {
  readonly people: readonly Person[]
  /** Whether the reader is one of those who owe: they decide who else may see. */
  readonly owns: boolean
  readonly onChanged: () => Promise<void>
}

export function People({ people, owns, onChanged }: PeopleProps) {
  const { act, problem } = useAct(
    ({ bindingId }: Person) => askResident('family.revoke', { bindingId }),
    (_, person) => (person.you ? goTab('home') : onChanged()),
  )
  const ask = async (person: Person) => {
    const { confirm } = await Taro.showModal({ ...wordsFor(person), confirmText: '确认', cancelText: '取消' })
    if (confirm) await act(person)
  }
  return (
    <Card title={owns ? '现在能查看和缴纳的人' : '您在这套房屋'}>
      {people.map((person) => (
        <Row
          key={person.bindingId}
          title={person.you ? `${person.name}（您）` : person.name}
          note={`${RELATIONS[person.relation]} · ${formatDay(person.since)}起`}
        >
          {isRemovable(person, owns) && (
            <Button kind='words' onTap={() => ask(person)}>
              {person.you ? '退出' : '撤销'}
            </Button>
          )}
        </Row>
      ))}
      {owns && people.length === 1 && <Note>还没有邀请别人。家人可以替您查看和缴纳，收据双方都能看到。</Note>}
      {!owns && <Note>谁能查看由业主决定。</Note>}
      <Problem problem={problem} />
    </Card>
  )
}

/** Owners owe together and cannot shut each other out; everybody else may go or be let go. */
function isRemovable({ you, relation }: Person, owns: boolean): boolean {
  const isOwner = relation === 'owner' || relation === 'company'
  return you ? !owns : owns && !isOwner
}

function wordsFor({ you, name }: Person) {
  if (you)
    return { title: '退出这套房屋？', content: '确认后，您不再看到这套房屋的账单。以后可以请业主重新邀请。' }
  return {
    title: `不再让${name}查看？`,
    content: '确认后，对方马上看不到这套房屋的账单，也不能缴纳。以后可以重新邀请。',
  }
}
