import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useAccountChoice } from '@/hooks/useAccountChoice'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { usePaymentOnItsWay } from '@/hooks/usePayStatus'
import { rememberStaff } from '@/hooks/usePreferences'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useEffect } from 'react'
import { HomeView } from './HomeView'
import { Welcome } from './Welcome'

/** 首页: what is owed and one way to pay it, or the way in for somebody whom the cloud does not know yet. */
export default function HomePage() {
  const { accountId: named } = useRouter().params
  // As it stands in a message's link: coded, and WeChat hands it over as it is.
  const { chosen, choose, noteShown } = useAccountChoice(named && decodeURIComponent(named))
  const { answer, refresh } = useCloudAnswer('home.show', chosen === null ? {} : { accountId: chosen })
  const accountId = answer.phase === 'ready' ? answer.value.accountId : chosen
  const onItsWay = usePaymentOnItsWay(accountId, () => void refresh())
  const company = answer.phase === 'ready' ? answer.value.company : '物业缴费'
  useShareAppMessage(() => ({ title: company, path: '/pages/home/index' }))

  useEffect(() => {
    if (answer.phase === 'ready') {
      noteShown(answer.value.accountId)
      rememberStaff(answer.value.isStaff)
    }
    // The remembered account is no longer this person's: the others are still there.
    if (answer.phase === 'refused' && answer.refusal === 'ACCOUNT_NOT_YOURS' && chosen !== null) choose(null)
  }, [answer])

  return (
    <Page title={company} tab='home'>
      {answer.phase === 'refused' && answer.refusal === 'NOT_BOUND' ? (
        <Welcome />
      ) : (
        <Answered answer={answer} onRetry={refresh} rows={4}>
          {(home) => <HomeView home={home} onItsWay={onItsWay} onChoose={choose} onPaid={refresh} />}
        </Answered>
      )}
    </Page>
  )
}
