import type { CSSProperties, ReactNode } from 'react'
import { phone } from './taro'

/**
 * Taro's components as plain elements, so that a test of a screen takes a moment and not nine
 * seconds. What the real ones do is proved on the built app (tests/miniprogram, tests/browser).
 */
type Props = {
  children?: ReactNode
  className?: string
  style?: CSSProperties
  id?: string
  ariaLabel?: string
  ariaRole?: string
  disabled?: boolean
  onClick?: () => void
}

function shared({ className, style, id, ariaLabel, ariaRole, onClick }: Props) {
  return { className, style, id, onClick, role: ariaRole, 'aria-label': ariaLabel }
}

export const View = (props: Props) => <div {...shared(props)}>{props.children}</div>
export const Text = (props: Props) => <span {...shared(props)}>{props.children}</span>
export const Label = (props: Props) => <label {...shared(props)}>{props.children}</label>
export const Form = View
export const Block = ({ children }: Props) => <>{children}</>
export const ScrollView = View

export function Image(props: Props & { src?: string }) {
  return <img {...shared(props)} src={props.src} alt={props.ariaLabel ?? ''} />
}

type ButtonProps = Props & { openType?: string; onGetPhoneNumber?: (event: { detail: unknown }) => void }

/** WeChat's phone button asks the person first; here `phone.number` is what the person answered. */
export function Button(props: ButtonProps) {
  const act = () => {
    props.onClick?.()
    if (props.openType === 'getPhoneNumber') props.onGetPhoneNumber?.({ detail: phone.number })
  }
  return (
    <button type='button' {...shared(props)} disabled={props.disabled} onClick={act}>
      {props.children}
    </button>
  )
}

type Field = Props & {
  value?: string
  placeholder?: string
  maxlength?: number
  onInput?: (event: { detail: { value: string } }) => void
  onConfirm?: (event: { detail: { value: string } }) => void
  onBlur?: (event: { detail: { value: string } }) => void
}

function field(props: Field) {
  const { value, placeholder, maxlength, disabled, onInput, onBlur } = props
  return {
    ...shared(props),
    value,
    placeholder,
    disabled,
    maxLength: maxlength,
    onChange: (event: { target: { value: string } }) => onInput?.({ detail: { value: event.target.value } }),
    onBlur: (event: { target: { value: string } }) => onBlur?.({ detail: { value: event.target.value } }),
  }
}

export const Textarea = (props: Field) => <textarea {...field(props)} />

export function Input(props: Field) {
  const confirm = (event: { key: string; currentTarget: { value: string } }) => {
    if (event.key === 'Enter') props.onConfirm?.({ detail: { value: event.currentTarget.value } })
  }
  return <input {...field(props)} onKeyDown={confirm} />
}

type SwitchProps = Props & { checked?: boolean; onChange?: (event: { detail: { value: boolean } }) => void }

export function Switch(props: SwitchProps) {
  const { checked, disabled, onChange } = props
  const change = (value: boolean) => onChange?.({ detail: { value } })
  return (
    <input
      type='checkbox'
      {...shared(props)}
      checked={checked}
      disabled={disabled}
      onChange={(event) => change(event.target.checked)}
    />
  )
}

type SliderProps = Props & {
  min?: number
  max?: number
  value?: number
  onChange?: (event: { detail: { value: number } }) => void
}

/** Let go at `value`; what it does while the thumb moves is the real one's. */
export function Slider(props: SliderProps) {
  const { min, max, value, disabled, onChange } = props
  const settle = (text: string) => onChange?.({ detail: { value: Number(text) } })
  return (
    <input
      type='range'
      {...shared(props)}
      min={min}
      max={max}
      value={value}
      disabled={disabled}
      onChange={(event) => settle(event.target.value)}
    />
  )
}

type PickerProps = Props & {
  value?: string
  start?: string
  end?: string
  onChange?: (event: { detail: { value: string } }) => void
}

/** A day is picked by the field that stands in for WeChat's wheel. */
export function Picker(props: PickerProps) {
  const { value, start, end, children, onChange } = props
  return (
    <div>
      {children}
      <input
        type='date'
        aria-label='picker'
        value={value}
        min={start}
        max={end}
        onChange={(event) => onChange?.({ detail: { value: event.target.value } })}
      />
    </div>
  )
}
