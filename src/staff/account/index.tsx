import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { goBack } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { AccountView } from './AccountView'

/** 户档案: one household's figures, people and everything that happened. */
export default function AccountPage() {
  const { accountId = '' } = useRouter().params
  const { answer, refresh } = useStaffAnswer('account.show', { accountId })
  const back = { words: '返回', onTap: goBack }
  return (
    <Page title='户档案' wide>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={6}
        ways={{ ACCOUNT_NOT_FOUND: back, BUILDING_NOT_YOURS: back, NOT_STAFF: back }}
      >
        {(account) => <AccountView account={account} onChanged={refresh} />}
      </Answered>
    </Page>
  )
}
