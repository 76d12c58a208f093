import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Problem } from '@/components/Problem'
import { useState } from 'react'
import type { Choice } from './index'
import { readYuan } from './readYuan'

const NOT_AN_AMOUNT = {
  says: '没有看懂这个金额',
  next: '请填写大于 0 的数字，最多两位小数，例如 200 或 85.50',
}

/** As much as the payer can give today; which bills it pays, oldest first, the cloud shows before anything is paid. */
export function ByAmount({ onChoose }: { readonly onChoose: (choice: Choice) => void }) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)

  const next = () => {
    const amount = readYuan(text)
    setWrong(amount === null)
    if (amount !== null) onChoose({ amount })
  }
  return (
    <Card>
      <Field
        label='这次缴多少（元）'
        value={text}
        onChange={setText}
        type='digit'
        maxLength={12}
        hint='从最早的账单开始，一笔一笔抵'
      />
      <Problem problem={wrong ? NOT_AN_AMOUNT : null} />
      <Acts>
        <Button kind='filled' onTap={next}>
          看看付到哪些账单
        </Button>
      </Acts>
    </Card>
  )
}
