import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { View } from '@tarojs/components'
import { hasPrice, type Step, type Written } from './written'

const UNITS = [
  { value: 'ton', words: '吨' },
  { value: 'kwh', words: '度' },
  { value: 'cubic_metre', words: '立方米' },
  { value: 'gigajoule', words: '吉焦' },
] as const
const EVERY = [
  { value: 'year', words: '按年累计' },
  { value: 'month', words: '按月' },
] as const
const SHARED = [
  { value: 'area', words: '按面积分' },
  { value: 'premises', words: '按户数分' },
  { value: 'usage', words: '按用量分' },
] as const
const STEPS_MAX = 6

type TermsProps = { readonly written: Written; readonly onWrite: (more: Partial<Written>) => void }

/** Each kind asks its own questions and no others. */
export function Terms({ written, onWrite }: TermsProps) {
  const { kind, price, unit, sharedBy, formula } = written
  return (
    <>
      {(kind === 'metered' || kind === 'tiered') && (
        <Chips choices={UNITS} chosen={unit} onChoose={(value) => onWrite({ unit: value })} />
      )}
      {hasPrice(kind) && (
        <Field
          label='单价（元）'
          value={price}
          onChange={(value) => onWrite({ price: value })}
          type='digit'
          maxLength={14}
          hint='最多六位小数，例如 1.80'
        />
      )}
      {kind === 'tiered' && <Steps written={written} onWrite={onWrite} />}
      {kind === 'pool' && (
        <>
          <Chips choices={SHARED} chosen={sharedBy} onChoose={(value) => onWrite({ sharedBy: value })} />
          <Note>每期在“公摊”里录入总额，分到每户后再出账。</Note>
        </>
      )}
      {kind === 'formula' && (
        <Field
          label='公式'
          value={formula}
          onChange={(value) => onWrite({ formula: value })}
          maxLength={200}
          hint='可用 area 面积、usage 用量、months 月数、days 天数、persons 人数和 + - * / 括号，例如 area * 0.3 * months'
        />
      )}
    </>
  )
}

function Steps({ written: { every, steps, surcharge, surchargePrice, personsAbove, personsExtra }, onWrite }: TermsProps) {
  const write = (at: number, more: Partial<Step>) =>
    onWrite({ steps: steps.map((step, i) => (i === at ? { ...step, ...more } : step)) })
  return (
    <>
      <Chips choices={EVERY} chosen={every} onChoose={(value) => onWrite({ every: value })} />
      {steps.map(({ upTo, price }, i) => (
        <View key={i}>
          {i < steps.length - 1 && (
            <Field
              label={`第 ${i + 1} 档上限`}
              value={upTo}
              onChange={(value) => write(i, { upTo: value })}
              type='digit'
              maxLength={13}
            />
          )}
          <Field
            label={`第 ${i + 1} 档单价（元）`}
            value={price}
            onChange={(value) => write(i, { price: value })}
            type='digit'
            maxLength={14}
            {...(i === steps.length - 1 ? { hint: '上一档上限以上的部分' } : {})}
          />
        </View>
      ))}
      {steps.length < STEPS_MAX && (
        <Acts>
          <Button kind='words' onTap={() => onWrite({ steps: [...steps, { upTo: '', price: '' }] })}>
            加一档
          </Button>
        </Acts>
      )}
      <Field label='附加费名称' value={surcharge} onChange={(value) => onWrite({ surcharge: value })} hint='没有就不写，例如 污水处理费' />
      <Field
        label='超过几人放宽'
        value={personsAbove}
        onChange={(value) => onWrite({ personsAbove: value })}
        type='number'
        maxLength={2}
        hint='没有就不写，例如 4'
      />
      {personsAbove.trim() !== '' && (
        <Field
          label='每多一人各档放宽'
          value={personsExtra}
          onChange={(value) => onWrite({ personsExtra: value })}
          type='digit'
          maxLength={13}
        />
      )}
      {surcharge.trim() !== '' && (
        <Field label='附加费单价（元）' value={surchargePrice} onChange={(value) => onWrite({ surchargePrice: value })} type='digit' maxLength={14} />
      )}
    </>
  )
}
