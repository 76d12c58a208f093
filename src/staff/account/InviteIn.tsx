import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Chips } from '@/components/Chip'
import { CodeCard } from '@/components/CodeCard'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { View } from '@tarojs/components'
import { useState } from 'react'

type Relation = StaffAsk<'invite.issue'>['relation']

const RELATIONS: readonly { value: Relation; words: string }[] = [
  { value: 'owner', words: '业主' },
  { value: 'family', words: '家人' },
  { value: 'tenant', words: '租客' },
  { value: 'company', words: '企业联系人' },
]

/** For whoever has no phone number on file, once the counter has seen who they are. */
export function InviteIn({ accountId }: { readonly accountId: string }) {
  const [relation, setRelation] = useState<Relation>('owner')
  const [invitation, setInvitation] = useState<StaffAnswer<'invite.issue'> | null>(null)
  const { act, problem } = useAct(() => askStaff('invite.issue', { accountId, relation }), setInvitation)

  if (invitation) return <CodeCard {...invitation} says='核对证件后交给本人。对方打开小程序：我有邀请码' />
  return (
    <View>
      <Chips choices={RELATIONS} chosen={relation} onChoose={setRelation} />
      <Problem problem={problem} />
      <Acts>
        <Button onTap={act}>生成邀请码</Button>
      </Acts>
    </View>
  )
}
