import { Button } from '@/components/Button'

export type PhoneButtonProps = {
  /** The one-use code that stands for the number; null when the person gave none. */
  readonly onCode: (code: string | null) => void | Promise<void>
}

/** WeChat gives the number only to a button of its own kind. PhoneButton.h5.tsx is the browser's. */
export function PhoneButton({ onCode }: PhoneButtonProps) {
  return (
    <Button
      kind='filled'
      openType='getPhoneNumber'
      onGetPhoneNumber={({ detail }) => void onCode(detail.code || null)}
    >
      用手机号验证
    </Button>
  )
}
