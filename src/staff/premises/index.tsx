import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { useCommunityId } from '@/staff/community'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'

/** 房屋: found by its room; a tap opens who pays for it and what may be done. */
export default function PremisesPage() {
  const communityId = useCommunityId()
  const [text, setText] = useState('')
  const [found, setFound] = useState<StaffAnswer<'premises.find'>['rows'] | null>(null)
  const { act, problem } = useAct(
    () => askStaff('premises.find', { communityId, text: text.trim() }),
    ({ rows }) => setFound(rows),
  )
  return (
    <Page title='房屋' wide>
      <Card title='找房屋'>
        <Field label='房号' value={text} onChange={setText} hint='写开头几个字，例如 1栋1单元' />
        <Problem problem={problem} />
        <Acts>
          <Button kind='filled' disabled={text.trim() === ''} onTap={act}>
            查找
          </Button>
        </Acts>
      </Card>
      {found !== null && (
        <Card>
          {found.length === 0 && <Note>没有找到，换一个房号试试。</Note>}
          {found.map(({ premisesId, label, area, payer }) => (
            <Row
              key={premisesId}
              title={label}
              note={payer === '' ? '没有登记缴费户' : `缴费户 ${payer}`}
              onTap={() => go('premisesHome', { premisesId })}
            >
              {area === null ? '没有面积' : `${area} ㎡`}
            </Row>
          ))}
        </Card>
      )}
    </Page>
  )
}
