import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import type { StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'

type Draft = StaffAsk<'tariff.draft'>

const ITEMS: readonly { value: Draft['item']; words: string }[] = [
  { value: 'property_fee', words: '物业服务费' },
  { value: 'parking', words: '停车费' },
  { value: 'public_energy', words: '公摊能耗费' },
]
const KINDS: readonly { value: Draft['kind']; words: string }[] = [
  { value: 'area', words: '按面积（元/平方米·月）' },
  { value: 'flat', words: '固定金额（元/期）' },
]
const DAY = /^\d{4}-\d{2}-\d{2}$/
const NOT_A_DAY = { says: '没有看懂生效日', next: '请写成年-月-日，例如 2026-07-01', refusal: null }
const PRICE = /^\d{1,6}(\.\d{1,6})?$/
const NOT_A_PRICE = { says: '没有看懂单价', next: '请填写数字，最多六位小数，例如 1.80', refusal: null }

export function DraftTariff({
  communityId,
  onDrafted,
}: {
  readonly communityId: string
  readonly onDrafted: () => Promise<void>
}) {
  const [item, setItem] = useState<Draft['item']>('property_fee')
  const [kind, setKind] = useState<Draft['kind']>('area')
  const [price, setPrice] = useState('')
  const [effectiveFrom, setEffectiveFrom] = useState('')
  const { act, problem, tell } = useAct(
    () =>
      askStaff('tariff.draft', {
        communityId,
        item,
        kind,
        price: price.trim(),
        effectiveFrom: effectiveFrom.trim(),
      }),
    async () => {
      setPrice('')
      setEffectiveFrom('')
      await onDrafted()
    },
  )
  const save = () => {
    if (!PRICE.test(price.trim())) return tell(NOT_A_PRICE)
    if (!DAY.test(effectiveFrom.trim())) return tell(NOT_A_DAY)
    return act()
  }
  return (
    <Card title='新建收费标准'>
      <Chips choices={ITEMS} chosen={item} onChoose={setItem} />
      <Chips choices={KINDS} chosen={kind} onChoose={setKind} />
      <Field
        label='单价（元）'
        value={price}
        onChange={setPrice}
        type='digit'
        maxLength={14}
        hint='例如 1.80'
      />
      <Field
        label='生效日'
        value={effectiveFrom}
        onChange={setEffectiveFrom}
        maxLength={10}
        hint='例如 2026-07-01'
      />
      <Problem problem={problem} />
      <Acts>
        <Button onTap={save}>存为草稿</Button>
      </Acts>
    </Card>
  )
}
