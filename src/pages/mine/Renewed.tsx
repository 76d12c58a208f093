import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import { isAgreed, PRIVACY_VERSION } from '@contract/privacy'

/** Consent is given to a text: who agreed to an earlier one is asked about this one, and may go on meanwhile. */
export function Renewed({ version, onAccepted }: { readonly version: string | null; readonly onAccepted: () => Promise<void> }) {
  const { act, problem } = useAct(() => askResident('privacy.accept', { version: PRIVACY_VERSION }), onAccepted)
  if (version === null || isAgreed(version)) return null
  return (
    <Card title='隐私说明有更新'>
      <Note>{`您同意的是 ${version} 版，现在是 ${PRIVACY_VERSION} 版。`}</Note>
      <Row title='查看新的隐私说明' onTap={() => go('privacy')} />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' onTap={act}>
          同意新的说明
        </Button>
        <Button kind='words' onTap={() => go('erase')}>
          不同意，我要注销
        </Button>
      </Acts>
    </Card>
  )
}
