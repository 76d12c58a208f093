import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { goBack } from '@/services/go'
import { useRouter } from '@tarojs/taro'
import { HomeView } from './HomeView'

/** One premises: who pays for which days of it, and the acts that change that. */
export default function PremisesHomePage() {
  const { premisesId = '' } = useRouter().params
  const { answer, refresh } = useStaffAnswer('premises.show', { premisesId })
  return (
    <Page title='房屋档案' wide>
      <Answered
        answer={answer}
        onRetry={refresh}
        rows={6}
        ways={{ PREMISES_NOT_FOUND: { words: '返回', onTap: goBack } }}
      >
        {(premises) => <HomeView premises={premises} onChanged={refresh} />}
      </Answered>
    </Page>
  )
}
