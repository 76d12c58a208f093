import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { Account } from './AccountView'
import { AddPhone } from './AddPhone'

const PURPOSES = ['核对账单', '提醒缴费', '回访', '报修联系', '核实身份'].map((words) => ({
  value: words,
  words,
}))

/** Masked until somebody says what for; each look is written down (law: personal data). */
export function RevealPhone({
  account: { accountId, phonesMasked },
  onChanged,
}: {
  readonly account: Account
  readonly onChanged: () => void | Promise<void>
}) {
  const [purpose, setPurpose] = useState('')
  const [phones, setPhones] = useState<readonly string[] | null>(null)
  const { act, problem } = useAct(
    () => askStaff('account.reveal', { accountId, purpose }),
    (answer) => setPhones(answer.phones),
  )

  if (phonesMasked.length === 0)
    return (
      <Card title='电话'>
        <Note>没有登记电话。</Note>
        <AddPhone accountId={accountId} onChanged={onChanged} />
      </Card>
    )
  return (
    <Card title='电话'>
      {phones === null ? (
        <>
          {phonesMasked.map((phone) => (
            <Row key={phone} title={phone} />
          ))}
          <Note>查看完整号码要选用途，会留下记录。</Note>
          <Chips choices={PURPOSES} chosen={purpose} onChoose={setPurpose} />
          <Problem problem={problem} />
          <Acts>
            <Button disabled={purpose === ''} onTap={act}>
              查看完整号码
            </Button>
          </Acts>
          <AddPhone accountId={accountId} onChanged={onChanged} />
        </>
      ) : (
        phones.map((phone) => (
          <Row key={phone} title={phone}>
            <Button kind='words' onTap={() => void Taro.makePhoneCall({ phoneNumber: phone })}>
              拨打
            </Button>
          </Row>
        ))
      )}
    </Card>
  )
}
