import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { PRIVACY_SHORT } from '@/pages/privacy/words'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import { Note } from '@/components/Note'
import { PRIVACY_VERSION } from '@contract/privacy'

/** First step. Saying no leads to the invitation code, never to a dead end (rules §14). */
export function Consent({ onAccepted }: { readonly onAccepted: () => Promise<void> }) {
  const { act, problem } = useAct(
    () => askResident('privacy.accept', { version: PRIVACY_VERSION }),
    onAccepted,
  )
  return (
    <Card title='第一步：隐私说明'>
      {PRIVACY_SHORT.map((sentence) => (
        <Note key={sentence}>{sentence}</Note>
      ))}
      <Row title='查看完整的隐私说明' onTap={() => go('privacy')} />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' onTap={act}>
          同意并继续
        </Button>
        <Button kind='words' onTap={() => go('invited')}>
          不同意，用邀请码
        </Button>
      </Acts>
    </Card>
  )
}
