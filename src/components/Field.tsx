import './Field.css'
import { Input, type InputProps, Text, View } from '@tarojs/components'

type FieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** How to fill it in, with an example; it stays in sight while typing. */
  readonly hint?: string
  readonly type?: NonNullable<InputProps['type']>
  readonly maxLength?: number
}

/** One question of a form, its name above the line and its example below. */
export function Field({ label, value, onChange, hint, type = 'text', maxLength = 60 }: FieldProps) {
  return (
    <View className='field'>
      <Text className='field__label'>{label}</Text>
      <Input
        className='field__input'
        ariaLabel={label}
        type={type}
        value={value}
        maxlength={maxLength}
        onInput={({ detail }) => onChange(detail.value)}
      />
      {hint !== undefined && <Text className='field__hint'>{hint}</Text>}
    </View>
  )
}
