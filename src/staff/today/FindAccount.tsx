import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'

export function FindAccount({ communityId }: { readonly communityId: string }) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<StaffAnswer<'account.find'>['rows'] | null>(null)
  const { act, problem } = useAct(
    () => askStaff('account.find', { communityId, text: text.trim() }),
    ({ rows }) => setFound(rows),
  )
  return (
    <Card title='找一户'>
      <Field label='房号或姓名' value={text} onChange={setText} hint='写开头几个字就可以' />
      <Problem problem={problem} />
      <Acts>
        <Button disabled={text.trim() === ''} onTap={act}>
          查找
        </Button>
      </Acts>
      {found?.length === 0 && <Note>没有找到，换一个房号或姓名试试。</Note>}
      {found?.map(({ accountId, label, name, outstanding }) => (
        <Row key={accountId} title={label} note={name} onTap={() => go('account', { accountId })}>
          <Money amount={outstanding} meaning='待缴' />
        </Row>
      ))}
    </Card>
  )
}
