import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import { PhoneButton } from './PhoneButton'

const NO_NUMBER = { says: '没有得到手机号', next: '可以再点一次并选择“允许”，或填写邀请码', refusal: null }

/** Second step: the number that WeChat knows. It is asked for once, and says nothing yet about any home. */
export function PhoneStep({ onVerified }: { readonly onVerified: () => Promise<void> }) {
  const { act, problem, tell } = useAct((code: string) => askResident('bind.phone', { code }), onVerified)
  return (
    <Card title='第二步：验证手机号'>
      <Note>用您在物业登记的手机号。只用来核对身份，不会公开，也不会用来推销。</Note>
      <Problem problem={problem} />
      <Acts>
        <PhoneButton onCode={(code) => (code === null ? tell(NO_NUMBER) : act(code))} />
        <Button kind='words' onTap={() => go('invited')}>
          手机号换了？填写邀请码
        </Button>
      </Acts>
    </Card>
  )
}
