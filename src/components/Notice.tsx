import './Notice.css'
import { Text, View } from '@tarojs/components'
import { Button } from './Button'
import { Glyph, type IconName } from './Icon'

/**
 * unreachable: we could not ask, and say so, with a way to ask again.
 * refused: we asked and were declined; the cloud's words and its next step.
 * empty: there is nothing here, and that is fine.
 * fault: something of ours is broken. The only one in the colour of alarm, never used for a debt.
 */
type NoticeKind = 'unreachable' | 'refused' | 'empty' | 'fault'

type NoticeProps = {
  readonly kind: NoticeKind
  readonly says?: string
  readonly next?: string
  readonly action?: { readonly words: string; readonly onTap: () => void | Promise<void> }
}

const FACE: Record<NoticeKind, { icon: IconName; says: string; next: string }> = {
  unreachable: { icon: 'wifi-off', says: '网络不给力，没有连上', next: '请检查网络后重试' },
  refused: { icon: 'info', says: '这一步没有办成', next: '请返回上一页再试' },
  empty: { icon: 'inbox', says: '这里暂时没有内容', next: '' },
  fault: { icon: 'triangle-alert', says: '我们的系统出了点问题', next: '请稍后再试，或联系物业前台' },
}

export function Notice({ kind, says, next, action }: NoticeProps) {
  const face = FACE[kind]
  const nextStep = next ?? (says === undefined ? face.next : '')
  return (
    <View className={`notice notice--${kind}`} ariaRole={kind === 'empty' ? 'text' : 'alert'}>
      <View className='notice__icon'>
        <Glyph name={face.icon} />
      </View>
      <Text className='notice__says'>{says ?? face.says}</Text>
      {nextStep !== '' && <Text className='notice__next'>{nextStep}</Text>}
      {action && (
        <View className='notice__action'>
          <Button onTap={action.onTap}>{action.words}</Button>
        </View>
      )}
    </View>
  )
}
