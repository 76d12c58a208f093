import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { goTab } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { Invite } from './Invite'
import { People } from './People'

/** Who can see this home's bills. The owner lets family and tenants in, and anybody may leave. */
export default function FamilyPage() {
  const { accountId = '' } = useRouter().params
  const { answer, refresh } = useCloudAnswer('family.list', { accountId })
  const home = { words: '返回首页', onTap: () => goTab('home') }

  return (
    <Page title='谁能查看'>
      <Answered answer={answer} onRetry={refresh} ways={{ ACCOUNT_NOT_YOURS: home, NOT_BOUND: home }}>
        {({ people }) => {
          const me = people.find((person) => person.you)
          const owns = me?.relation === 'owner' || me?.relation === 'company'
          return (
            <>
              <People people={people} owns={owns} onChanged={refresh} />
              {owns && <Invite accountId={accountId} />}
            </>
          )
        }}
      </Answered>
    </Page>
  )
}
