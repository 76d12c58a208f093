import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { readYuan } from '@/pages/pay/readYuan'
import { askStaff } from '@/services/cloud'
import type { StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'

type Ask = StaffAsk<'pool.enter'>
const ITEMS: readonly { value: Ask['item']; words: string }[] = [
  { value: 'public_energy', words: '公共能耗' },
  { value: 'lift', words: '电梯' },
  { value: 'water', words: '公共用水' },
  { value: 'electricity', words: '公共用电' },
]
const BY: readonly { value: Ask['by']; words: string }[] = [
  { value: 'area', words: '按面积' },
  { value: 'premises', words: '按户数' },
  { value: 'usage', words: '按用量' },
]
const NOT_AN_AMOUNT = { says: '没有看懂总额', next: '请填写数字，最多两位小数，例如 1250.50', refusal: null }

type EnterPoolProps = { readonly communityId: string; readonly onEntered: (poolId: string) => Promise<void> }

export function EnterPool({ communityId, onEntered }: EnterPoolProps) {
  const [item, setItem] = useState<Ask['item']>('public_energy')
  const [by, setBy] = useState<Ask['by']>('area')
  const [period, setPeriod] = useState('')
  const [cost, setCost] = useState('')
  const [says, setSays] = useState('')
  const yuan = readYuan(cost)
  const { act, problem, tell } = useAct(
    () => askStaff('pool.enter', { communityId, item, by, period: period.trim().toUpperCase(), cost: yuan ?? 0, says: says.trim() }),
    async ({ poolId }) => {
      setCost('')
      setSays('')
      await onEntered(poolId)
    },
  )
  const empty = [period, cost, says].some((text) => text.trim() === '')
  return (
    <Card title='录入公摊费用'>
      <Chips choices={ITEMS} chosen={item} onChoose={setItem} />
      <Chips choices={BY} chosen={by} onChoose={setBy} />
      <Field label='账期' value={period} onChange={setPeriod} maxLength={7} hint='例如 2026-07 或 2026-Q3' />
      <Field label='总额（元）' value={cost} onChange={setCost} type='digit' maxLength={13} hint='例如 1250.50' />
      <Field label='是什么费用' value={says} onChange={setSays} hint='住户会看到，例如：6月楼道照明电费发票' />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={empty} onTap={() => (yuan === null ? tell(NOT_AN_AMOUNT) : act())}>
          录入并看每户多少
        </Button>
      </Acts>
    </Card>
  )
}
