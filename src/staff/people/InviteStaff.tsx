import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { CodeCard } from '@/components/CodeCard'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Tick } from '@/components/Tick'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { ROLES } from '@/staff/words'
import type { StaffAnswer, StaffRole } from '@contract/contract/staff'
import { useState } from 'react'

const ALL = Object.keys(ROLES) as StaffRole[]
/** Posts that see their own buildings only (roles). */
const BY_BUILDING: readonly StaffRole[] = ['collector', 'steward']

export function InviteStaff({ communityId }: { readonly communityId: string }) {
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<readonly StaffRole[]>([])
  const [buildings, setBuildings] = useState('')
  const [invitation, setInvitation] = useState<StaffAnswer<'staff.invite'> | null>(null)
  const { act, problem } = useAct(() => {
    const named = buildings.split(/[、,，\s]+/).filter((each) => each !== '')
    return askStaff('staff.invite', {
      communityId,
      name: name.trim(),
      roles: [...roles],
      ...(named.length > 0 ? { buildings: named } : {}),
    })
  }, setInvitation)

  const toggle = (role: StaffRole) =>
    setRoles(roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role])
  if (invitation) {
    return (
      <Card title={`${name.trim()}的邀请码`}>
        <CodeCard {...invitation} says='交给本人。对方打开小程序：我有邀请码' />
        <Acts>
          <Button onTap={() => setInvitation(null)}>再邀请一位</Button>
        </Acts>
      </Card>
    )
  }
  return (
    <Card title='邀请同事'>
      <Field label='姓名' value={name} onChange={setName} maxLength={20} />
      {ALL.map((role) => (
        <Tick key={role} ticked={roles.includes(role)} onTick={() => toggle(role)} words={ROLES[role]} />
      ))}
      {roles.some((role) => BY_BUILDING.includes(role)) && (
        <Field
          label='负责的楼栋'
          value={buildings}
          onChange={setBuildings}
          maxLength={200}
          hint='用顿号或空格隔开，例如 1栋、2栋'
        />
      )}
      <Note>岗位决定能看什么、能办什么，每次操作都会核对。</Note>
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' disabled={name.trim() === '' || roles.length === 0} onTap={act}>
          生成邀请码
        </Button>
      </Acts>
    </Card>
  )
}
