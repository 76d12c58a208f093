import { Card } from '@/components/Card'
import { RemindButton } from '@/components/RemindButton'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'

/** 到期前提醒我, on a bill whose day is still to come: after it there is nothing left to be early for. */
export function DueReminder() {
  const { answer } = useCloudAnswer('me.show', {})
  if (answer.phase !== 'ready') return null
  return (
    <Card>
      <RemindButton
        templateKey='bill_due'
        templates={answer.value.templates}
        accepted='好的，下一次缴费日前会在微信里提醒您一次'
      >
        到期前提醒我
      </RemindButton>
    </Card>
  )
}
