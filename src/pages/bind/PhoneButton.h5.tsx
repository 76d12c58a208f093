import { Button } from '@/components/Button'
import { askPhone, myself } from '@/services/simulator.h5'
import type { PhoneButtonProps } from './PhoneButton'

export function PhoneButton({ onCode }: PhoneButtonProps) {
  const tap = async () => {
    const answer = await askPhone('phone', myself())
    await onCode(typeof answer['code'] === 'string' ? answer['code'] : null)
  }
  return (
    <Button kind='filled' onTap={tap}>
      用手机号验证
    </Button>
  )
}
