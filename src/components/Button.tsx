import './Button.css'
import { type ButtonProps as TaroButtonProps, Button as TaroButton } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'

type ButtonProps = {
  readonly children: string
  /** `filled` is the screen's one main action; everything else is quiet. */
  readonly kind?: 'filled' | 'quiet' | 'words'
  /** Work the page already has under way. */
  readonly busy?: boolean
  readonly disabled?: boolean
  /** A promise keeps the button busy until it settles, so a second tap cannot start the act twice. */
  readonly onTap?: () => void | Promise<void>
  /** WeChat's own buttons: the phone number and sharing are only given to a real button. */
  readonly openType?: TaroButtonProps.OpenType
  readonly onGetPhoneNumber?: TaroButtonProps['onGetPhoneNumber']
}

export function Button(props: ButtonProps) {
  const { children, kind = 'quiet', busy = false, disabled = false, openType, onGetPhoneNumber } = props
  const { running, run } = useOneAtATime(props.onTap)
  const working = busy || running
  const still = working || disabled

  return (
    <TaroButton
      className={`button button--${kind} ${still ? 'button--still' : ''}`}
      hoverClass={still ? 'none' : 'button--pressed'}
      {...(still ? { disabled: true } : { onClick: run })}
      {...(openType && !still ? { openType } : {})}
      {...(onGetPhoneNumber ? { onGetPhoneNumber } : {})}
    >
      {working ? `${children}…` : children}
    </TaroButton>
  )
}

/**
 * Runs `act` once until it settles. The flag is a ref because two quick taps come before React has
 * drawn the first; and `act` is called at once, since WeChat asks for consent only inside the tap.
 */
function useOneAtATime(act: ButtonProps['onTap']) {
  const busy = useRef(false)
  const gone = useRef(false)
  const [running, setRunning] = useState(false)

  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])

  const run = () => {
    if (busy.current) return
    const work = act?.()
    if (!work) return
    busy.current = true
    setRunning(true)
    void work.finally(() => {
      busy.current = false
      if (!gone.current) setRunning(false)
    })
  }
  return { running, run }
}
