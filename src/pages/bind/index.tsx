import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import type { ResidentAnswer } from '@contract/contract/resident'
import { isAgreed } from '@contract/privacy'
import { useState } from 'react'
import { Bound } from './Bound'
import { Consent } from './Consent'
import { PhoneStep } from './PhoneStep'
import { Prove } from './Prove'

type Account = ResidentAnswer<'bind.prove'>['account']

/**
 * 绑定房屋: consent, the phone number, then the room and the last character of the registered name.
 * Which step comes next is read from the cloud, so leaving in the middle loses nothing.
 */
export default function BindPage() {
  const [bound, setBound] = useState<Account | null>(null)
  const { answer, refresh } = useCloudAnswer('me.show', {})

  if (bound)
    return (
      <Page title='已绑定'>
        <Bound account={bound} />
      </Page>
    )
  return (
    <Page title='绑定房屋'>
      <Answered answer={answer} onRetry={refresh}>
        {({ privacyAccepted, privacyVersion, phoneMasked, bindTriesLeft }) => {
          // Agreed to an earlier text is not agreed to this one.
          if (!privacyAccepted || !isAgreed(privacyVersion)) return <Consent onAccepted={refresh} />
          if (phoneMasked === null) return <PhoneStep onVerified={refresh} />
          return (
            <Prove
              phoneMasked={phoneMasked}
              triesLeft={bindTriesLeft}
              onBound={setBound}
              onFailed={refresh}
            />
          )
        }}
      </Answered>
    </Page>
  )
}
