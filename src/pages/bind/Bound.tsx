import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { RemindButton } from '@/components/RemindButton'
import { useAccountChoice } from '@/hooks/useAccountChoice'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { RELATIONS } from '@/pages/mine/relations'
import { goTab } from '@/services/go'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useEffect } from 'react'

/** The end of either way in: which home it is now, and the two things one would do next. */
export function Bound({ account }: { readonly account: ResidentAnswer<'bind.prove'>['account'] }) {
  const { noteShown } = useAccountChoice()
  const { answer } = useCloudAnswer('me.show', {})
  useEffect(() => noteShown(account.accountId), [account.accountId])

  return (
    <Card title={`已绑定${account.label}`}>
      <Note>{`${account.community}，您是这套房屋的${RELATIONS[account.relation]}。`}</Note>
      <Acts>
        <Button kind='filled' onTap={() => goTab('home')}>
          查看账单
        </Button>
        {answer.phase === 'ready' && (
          <RemindButton
            templateKey='bill_due'
            templates={answer.value.templates}
            accepted='好的，下一次缴费日前会在微信里提醒您一次'
          >
            到期前提醒我
          </RemindButton>
        )}
      </Acts>
    </Card>
  )
}
