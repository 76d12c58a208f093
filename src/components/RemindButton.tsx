import { useAct } from '@/hooks/useAct'
import { askForMessage, type Consent } from '@/services/subscribe'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from './Button'
import { Note } from './Note'
import { Problem } from './Problem'

type RemindButtonProps = {
  readonly children: string
  /** Which message, and its id at WeChat: both known before the tap, for nothing may be awaited in it. */
  readonly templateKey: string
  readonly templates: Readonly<Record<string, string>>
  /** What the person has just arranged. */
  readonly accepted: string
  /** For a page that shows what the answer changed. */
  readonly onAnswered?: () => void | Promise<void>
}

const SAYS: Record<Exclude<Consent, 'accepted'>, string> = {
  refused: '这次没有开启，需要时随时可以再点',
  off: '微信里关闭了这类通知：点右上角“···”→ 设置 → 通知管理，打开后再点一次',
}

/** A button that is itself the request for one message; the prompt is never attached to another act (F27). */
export function RemindButton({ children, templateKey, templates, accepted, onAnswered }: RemindButtonProps) {
  const [consent, setConsent] = useState<Consent | null>(null)
  const templateId = templates[templateKey] ?? ''
  const { act, problem } = useAct(
    () => askForMessage(templateKey, templateId),
    (said) => {
      setConsent(said)
      return onAnswered?.()
    },
  )

  if (templateId === '') return null
  return (
    <View>
      <Button onTap={act}>{children}</Button>
      {consent !== null && <Note>{consent === 'accepted' ? accepted : SAYS[consent]}</Note>}
      <Problem problem={problem} />
    </View>
  )
}
