import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { isDay, NOT_A_DAY } from '@/staff/days'
import { FindHomes } from '@/staff/premises/FindHomes'
import { useState } from 'react'
import { Terms } from './Terms'
import { draftOf, EMPTY, hasPrice, type Kind, type Written } from './written'

const ITEMS: readonly { value: Written['item']; words: string }[] = [
  { value: 'property_fee', words: '物业服务费' },
  { value: 'parking', words: '停车费' },
  { value: 'public_energy', words: '公摊能耗费' },
  { value: 'water', words: '水费' },
  { value: 'electricity', words: '电费' },
  { value: 'gas', words: '燃气费' },
  { value: 'heating', words: '供暖费' },
  { value: 'garbage', words: '垃圾清运费' },
  { value: 'lift', words: '电梯费' },
]
const KINDS: readonly { value: Kind; words: string }[] = [
  { value: 'area', words: '按面积（元/平方米·月）' },
  { value: 'flat', words: '固定金额（元/月）' },
  { value: 'metered', words: '按表计量' },
  { value: 'tiered', words: '阶梯' },
  { value: 'pool', words: '公摊' },
  { value: 'formula', words: '公式' },
]
const CYCLES: readonly { value: Written['cycle']; words: string }[] = [
  { value: 'any', words: '随账期' },
  { value: 'month', words: '每月' },
  { value: 'quarter', words: '每季度' },
  { value: 'year', words: '每年' },
  { value: 'anniversary', words: '从交房日起每年' },
]
const ROUNDINGS: readonly { value: Written['rounding']; words: string }[] = [
  { value: 'month_fen', words: '每月算到分' },
  { value: 'bill_fen', words: '整单算到分' },
  { value: 'bill_jiao', words: '整单到角' },
  { value: 'bill_yuan', words: '整单到元' },
]
const PRORATIONS: readonly { value: Written['proration']; words: string }[] = [
  { value: 'days', words: '不满一月按天' },
  { value: 'whole', words: '整月归月初持有人' },
]
const SHARE = /^(0(\.\d{1,4})?|1(\.0{1,4})?)$/
const NOT_A_SHARE = { says: '没有看懂优惠比例', next: '请填 0 到 1 之间的数字，例如 0.7 表示按七成收', refusal: null }
const NO_HOMES = { says: '停车费要指明收哪些房屋', next: '请先找到房屋加进来', refusal: null }
const PRICE = /^\d{1,6}(\.\d{1,6})?$/
const NOT_A_PRICE = { says: '没有看懂单价', next: '请填写数字，最多六位小数，例如 1.80', refusal: null }

type DraftTariffProps = { readonly communityId: string; readonly onDrafted: () => Promise<void> }

export function DraftTariff({ communityId, onDrafted }: DraftTariffProps) {
  const [written, setWritten] = useState(EMPTY)
  const write = (more: Partial<Written>) => setWritten({ ...written, ...more })
  const { item, kind, price, steps, cycle, rounding, effectiveFrom } = written
  const { act, problem, tell } = useAct(
    () => askStaff('tariff.draft', draftOf(written, communityId)),
    async () => {
      setWritten({ ...EMPTY, item, kind })
      await onDrafted()
    },
  )
  const save = () => {
    const prices = hasPrice(kind) ? [price] : kind === 'tiered' ? steps.map((step) => step.price) : []
    if (!prices.every((text) => PRICE.test(text.trim()))) return tell(NOT_A_PRICE)
    if (!isDay(effectiveFrom)) return tell(NOT_A_DAY)
    if (![written.vacant, written.lowIncome].every((text) => text.trim() === '' || SHARE.test(text.trim()))) return tell(NOT_A_SHARE)
    if (item === 'parking' && written.homes.length === 0) return tell(NO_HOMES)
    return act()
  }
  return (
    <Card title='新建收费标准'>
      <Chips choices={ITEMS} chosen={item} onChoose={(value) => write({ item: value })} />
      <Chips choices={KINDS} chosen={kind} onChoose={(value) => write({ kind: value })} />
      <Terms written={written} onWrite={write} />
      <Chips choices={CYCLES} chosen={cycle} onChoose={(value) => write({ cycle: value })} />
      <Chips choices={ROUNDINGS} chosen={rounding} onChoose={(value) => write({ rounding: value })} />
      <Field
        label='生效日'
        value={effectiveFrom}
        onChange={(value) => write({ effectiveFrom: value })}
        maxLength={10}
        hint='例如 2026-07-01'
      />
      <Chips choices={PRORATIONS} chosen={written.proration} onChoose={(value) => write({ proration: value })} />
      <Rates written={written} onWrite={write} />
      <Note>{written.homes.length === 0 ? '适用全部住宅；只收部分房屋的，在下面指明。' : `只适用下面 ${written.homes.length} 套`}</Note>
      <FindHomes communityId={communityId} label='指明房屋' hint='写房号开头，例如 1栋' chosen={written.homes} onChoose={(homes) => write({ homes })} />
      <Problem problem={problem} />
      <Acts>
        <Button onTap={save}>存为草稿</Button>
      </Acts>
    </Card>
  )
}

type RatesProps = { readonly written: Written; readonly onWrite: (more: Partial<Written>) => void }

/** Rates that are posted with the tariff, for whoever has a certificate. */
function Rates({ written: { vacant, lowIncome }, onWrite }: RatesProps) {
  return (
    <>
      <Field label='空置房按几成收' value={vacant} onChange={(value) => onWrite({ vacant: value })} type='digit' maxLength={6} hint='没有优惠就不写，例如 0.7' />
      <Field label='低保户按几成收' value={lowIncome} onChange={(value) => onWrite({ lowIncome: value })} type='digit' maxLength={6} hint='凭证在房屋的“优惠资格”里登记' />
    </>
  )
}
