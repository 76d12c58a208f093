import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { RELATIONS } from '@/pages/mine/relations'
import { askResident } from '@/services/cloud'
import { goBack } from '@/services/go'
import { formatDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import Taro, { useRouter } from '@tarojs/taro'
import { Invite } from './Invite'

type Person = ResidentAnswer<'family.list'>['people'][number]

/** Who can see this home's bills. The owner lets family and tenants in, and takes it back at once. */
export default function FamilyPage() {
  const { accountId = '' } = useRouter().params
  const { answer, refresh } = useCloudAnswer('family.list', { accountId })
  const revoke = useAct(
    ({ bindingId }: Person) => askResident('family.revoke', { bindingId }),
    () => refresh(),
  )
  const ask = async (person: Person) => {
    const { confirm } = await Taro.showModal({
      title: `不再让${person.name}查看？`,
      content: '确认后，对方马上看不到这套房屋的账单，也不能缴纳。以后可以重新邀请。',
      confirmText: '确认', // WeChat refuses more than four letters on a button
      cancelText: '取消',
    })
    if (confirm) await revoke.act(person)
  }

  return (
    <Page title='谁能查看'>
      <Answered answer={answer} onRetry={refresh} ways={{ OWNER_ONLY: { words: '返回', onTap: goBack } }}>
        {({ people }) => (
          <Card title='现在能查看和缴纳的人'>
            {people.map((person) => (
              <Row
                key={person.bindingId}
                title={person.you ? `${person.name}（您）` : person.name}
                note={`${RELATIONS[person.relation]} · ${formatDay(person.since)}起`}
              >
                {!person.you && (
                  <Button kind='words' onTap={() => ask(person)}>
                    撤销
                  </Button>
                )}
              </Row>
            ))}
            {people.length === 1 && <Note>还没有邀请别人。家人可以替您查看和缴纳，收据双方都能看到。</Note>}
            <Problem problem={revoke.problem} />
          </Card>
        )}
      </Answered>
      {answer.phase === 'ready' && <Invite accountId={accountId} />}
    </Page>
  )
}
