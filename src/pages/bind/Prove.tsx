import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useState } from 'react'

type ProveProps = {
  readonly phoneMasked: string
  readonly triesLeft: number
  readonly onBound: (account: ResidentAnswer<'bind.prove'>['account']) => void
  /** A failed try is counted by the cloud: what is left is asked anew. */
  readonly onFailed: () => Promise<void>
}

/** Third step: what only the household knows. Until both agree nothing about any home is told (rules §14). */
export function Prove({ phoneMasked, triesLeft, onBound, onFailed }: ProveProps) {
  const [room, setRoom] = useState('')
  const [nameEnding, setNameEnding] = useState('')
  const { act, problem } = useAct(
    async () => {
      const reply = await askResident('bind.prove', { room: room.trim(), nameEnding: nameEnding.trim() })
      if (!reply.ok) await onFailed()
      return reply
    },
    ({ account }) => onBound(account),
  )
  if (triesLeft === 0) return <Locked />
  return (
    <Card title='第三步：核对房屋'>
      <Note>{`手机号 ${phoneMasked} 已验证`}</Note>
      <Field label='房号' value={room} onChange={setRoom} hint='例如 3栋2单元501，也可以写 3-2-501' />
      <Field
        label='登记姓名的最后一个字'
        value={nameEnding}
        onChange={setNameEnding}
        maxLength={2}
        hint='物业登记的业主姓名，例如“王小明”填“明”'
      />
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={room.trim() === '' || nameEnding.trim() === ''} onTap={act}>
          核对并绑定
        </Button>
        <Button kind='words' onTap={() => go('invited')}>
          我有邀请码
        </Button>
      </Acts>
      <Note>{`还可以核对 ${triesLeft} 次。对不上的话，可以用邀请码，或到物业前台办理。`}</Note>
    </Card>
  )
}

function Locked() {
  return (
    <Card title='核对次数已用完'>
      <Note>为了保护住户信息，请带上证件到物业前台办理，或请业主发给您一个邀请码。</Note>
      <Acts>
        <Button kind='filled' onTap={() => go('invited')}>
          填写邀请码
        </Button>
      </Acts>
    </Card>
  )
}
