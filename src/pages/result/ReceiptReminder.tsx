import { RemindButton } from '@/components/RemindButton'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'

/** Offered while the receipt still waits for its number: only then is there something left to tell. */
export function ReceiptReminder() {
  const { answer } = useCloudAnswer('me.show', {})
  if (answer.phase !== 'ready') return null
  return (
    <RemindButton
      templateKey='receipt'
      templates={answer.value.templates}
      accepted='好的，收据编号后会在微信里发给您'
    >
      收到收据提醒
    </RemindButton>
  )
}
