import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAccountChoice } from '@/hooks/useAccountChoice'
import { useAct } from '@/hooks/useAct'
import { rememberStaff } from '@/hooks/usePreferences'
import { askResident } from '@/services/cloud'
import { goTab } from '@/services/go'
import { forgetPaid } from '@/services/paidAlready'
import { useState } from 'react'
import { MyData } from './MyData'
import { GOES, KNOW, STAYS } from './words'

const WORD = '注销'

/** 我的数据与注销: what we hold, what would go and what must stay, said before the word is typed. */
export default function ErasePage() {
  const [erased, setErased] = useState(false)
  if (erased)
    return (
      <Page title='已注销'>
        <Card title='已经注销'>
          <Note>您的用户编号、手机号和设置都已删除。感谢您的陪伴，以后可以随时回来。</Note>
          <Acts>
            <Button kind='filled' onTap={() => goTab('home')}>
              回到首页
            </Button>
          </Acts>
        </Card>
      </Page>
    )
  return (
    <Page title='我的数据与注销'>
      <MyData />
      <Leave onErased={() => setErased(true)} />
    </Page>
  )
}

function Leave({ onErased }: { readonly onErased: () => void }) {
  const [typed, setTyped] = useState('')
  const { noteShown } = useAccountChoice()
  const { act, problem } = useAct(
    () => askResident('privacy.erase', { confirm: WORD }),
    () => {
      // What this phone remembers of them goes too.
      noteShown(null)
      forgetPaid()
      rememberStaff(false)
      onErased()
    },
  )
  return (
    <>
      <List title='注销会删除' says={GOES} />
      <List title='按法律要保存' says={STAYS} />
      <Card title='注销'>
        {KNOW.map((sentence) => (
          <Note key={sentence}>{sentence}</Note>
        ))}
        <Field label={`请输入“${WORD}”两个字`} value={typed} onChange={setTyped} maxLength={4} hint='注销后不能撤回' />
        <Problem problem={problem} />
        <Acts>
          <Button kind='filled' disabled={typed.trim() !== WORD} onTap={act}>
            确认注销
          </Button>
        </Acts>
      </Card>
    </>
  )
}

function List({ title, says }: { readonly title: string; readonly says: readonly string[] }) {
  return (
    <Card title={title}>
      {says.map((sentence) => (
        <Row key={sentence} title={sentence} />
      ))}
    </Card>
  )
}
