import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Bound } from '@/pages/bind/Bound'
import { useAct } from '@/hooks/useAct'
import { rememberStaff } from '@/hooks/usePreferences'
import { askResident } from '@/services/cloud'
import { go } from '@/services/go'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'

const CODE_LENGTH_MIN = 6

/** 邀请码: the way in that needs no phone number; also a new colleague's. */
export default function InvitedPage() {
  const [code, setCode] = useState(useRouter().params.code ?? '')
  const [joined, setJoined] = useState<ResidentAnswer<'bind.invited'> | null>(null)
  const { act, problem } = useAct(
    () => askResident('bind.invited', { code: code.trim() }),
    (answer) => {
      if (answer.staff) rememberStaff(true)
      setJoined(answer)
    },
  )

  if (joined?.account)
    return (
      <Page title='已绑定'>
        <Bound account={joined.account} />
      </Page>
    )
  if (joined?.staff)
    return (
      <Page title='已加入'>
        <Joined post={joined.staff} />
      </Page>
    )
  return (
    <Page title='填写邀请码'>
      <Card>
        <Field
          label='邀请码'
          value={code}
          onChange={setCode}
          maxLength={20}
          hint='家人、房东或物业发给您的一串字母和数字'
        />
        <Problem problem={problem} />
        <Acts>
          <Button kind='filled' disabled={code.trim().length < CODE_LENGTH_MIN} onTap={act}>
            确认
          </Button>
        </Acts>
        <Note>没有邀请码？可以请业主在“我的 → 谁能查看”里生成，或到物业前台办理。</Note>
      </Card>
    </Page>
  )
}

function Joined({ post }: { readonly post: NonNullable<ResidentAnswer<'bind.invited'>['staff']> }) {
  return (
    <Card title={`欢迎加入${post.community}`}>
      <Note>您现在可以使用工作台了。</Note>
      <Row title='打开工作台' onTap={() => go('today', { communityId: post.communityId })} />
    </Card>
  )
}
