import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { askStaff } from '@/services/cloud'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'

type Account = StaffAnswer<'vouchers.show'>['accounts'][number]
type Chart = StaffAnswer<'vouchers.show'>['chart']
const CHARTS = [
  { value: 'enterprise', words: '企业会计准则' },
  { value: 'small', words: '小企业会计准则' },
] as const
const NOT_A_CODE = { says: '没有看懂科目代码', next: '请写数字、字母或点，例如 6001.01', refusal: null }
const CODE = /^[0-9A-Za-z.]{1,15}$/

type VoucherMapProps = { readonly communityId: string; /** Whoever only checks the books reads them. */ readonly mayMap: boolean }

/** Which account of the company's own chart each one goes to. */
export function VoucherMap({ communityId, mayMap }: VoucherMapProps) {
  const { answer, refresh } = useStaffAnswer('vouchers.show', { communityId })
  const [chosen, setChosen] = useState<Account | null>(null)
  const { act, problem } = useAct((chart: Chart) => askStaff('vouchers.chart', { communityId, chart }), refresh)
  const done = async () => {
    setChosen(null)
    await refresh()
  }
  return (
    <Answered answer={answer} onRetry={refresh} rows={6}>
      {({ accounts, chart }) => (
        <Card title='用哪些科目'>
          {mayMap && <Chips choices={CHARTS} chosen={chart} onChoose={act} />}
          <Note>{`常用科目按${CHARTS.find(({ value }) => value === chart)?.words ?? ''}预填，请与贵司账套核对。`}</Note>
          <Note>接收台账的期初不出凭证，税额请在财务软件里按贵司口径处理。</Note>
          <Problem problem={problem} />
          {accounts.map((account) => (
            <Row
              key={account.key}
              title={account.says}
              note={account.name}
              tag={account.usual ? undefined : <Tag tone='plain'>已改</Tag>}
              {...(mayMap ? { onTap: () => setChosen(account) } : {})}
            >
              {account.code}
            </Row>
          ))}
          {chosen && <Choosing key={chosen.key} communityId={communityId} account={chosen} onClose={() => setChosen(null)} onDone={done} />}
        </Card>
      )}
    </Answered>
  )
}

type ChoosingProps = {
  readonly communityId: string
  readonly account: Account
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

function Choosing({ communityId, account: { key, says, usual, ...kept }, onClose, onDone }: ChoosingProps) {
  const [code, setCode] = useState(kept.code)
  const [name, setName] = useState(kept.name)
  const { act, problem, tell } = useAct(
    (account: { code: string; name: string } | null) => askStaff('vouchers.save', { communityId, key, account }),
    onDone,
  )
  const save = () => (CODE.test(code.trim()) && name.trim() !== '' ? act({ code: code.trim(), name: name.trim() }) : tell(NOT_A_CODE))
  return (
    <Sheet open title={says} onClose={onClose}>
      <Field label='科目代码' value={code} onChange={setCode} maxLength={15} />
      <Field label='科目名称' value={name} onChange={setName} maxLength={40} />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' onTap={save}>
          保存
        </Button>
        {!usual && <Button onTap={() => act(null)}>恢复常用科目</Button>}
      </Acts>
    </Sheet>
  )
}
