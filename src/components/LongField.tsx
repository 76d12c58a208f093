import './LongField.css'
import { Text, Textarea, View } from '@tarojs/components'

type LongFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint: string
  readonly maxLength: number
}

/** A question whose answer has several lines; it grows with what is written. */
export function LongField({ label, value, onChange, hint, maxLength }: LongFieldProps) {
  return (
    <View className='long-field'>
      <Text className='long-field__label'>{label}</Text>
      <Textarea
        className='long-field__input'
        ariaLabel={label}
        value={value}
        maxlength={maxLength}
        autoHeight
        onInput={({ detail }) => onChange(detail.value)}
      />
      <Text className='long-field__hint'>{hint}</Text>
    </View>
  )
}
