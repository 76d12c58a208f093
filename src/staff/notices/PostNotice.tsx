import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { LongField } from '@/components/LongField'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import type { Day } from '@contract/calendar'
import { useState } from 'react'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const NOT_A_DAY = { says: '没有看懂起止日', next: '请写成年-月-日，例如 2026-07-01', refusal: null }
const TITLE_LETTERS = 60
const TEXT_LETTERS = 500

/** A refusal says that some words may not stand there; which ones is asked for at once, so that they can be changed. */
export function PostNotice({ communityId, onPosted }: { readonly communityId: string; readonly onPosted: () => Promise<void> }) {
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [forbidden, setForbidden] = useState<readonly string[]>([])
  const words = { communityId, title: title.trim(), text: text.trim() }

  const { act, problem, tell } = useAct(
    async () => {
      setForbidden([])
      const reply = await askStaff('notice.post', { ...words, from: from.trim() as Day, to: to.trim() as Day })
      if (reply.ok || reply.refusal !== 'NOTICE_WORDS') return reply
      const check = await askStaff('notice.check', words).catch(() => null)
      if (check?.ok) setForbidden(check.value.forbidden)
      return reply
    },
    async () => {
      setTitle('')
      setText('')
      await onPosted()
    },
  )
  const post = () => (DAY.test(from.trim()) && DAY.test(to.trim()) ? act() : tell(NOT_A_DAY))

  return (
    <Card title='发布公告'>
      <Field label='标题' value={title} onChange={setTitle} maxLength={TITLE_LETTERS} hint='例如：2号电梯保养' />
      <LongField
        label='内容'
        value={text}
        onChange={setText}
        maxLength={TEXT_LETTERS}
        hint='住户和访客都能看到，不要写任何一户的情况。检修请写“供水检修”“供电检修”'
      />
      <Field label='开始日' value={from} onChange={setFrom} maxLength={10} hint='例如 2026-07-01，当天开始显示' />
      <Field label='结束日' value={to} onChange={setTo} maxLength={10} hint='当天仍显示，之后自动撤下' />
      <Problem problem={problem} />
      {forbidden.length > 0 && <Note>{`请改掉这些说法：${forbidden.join('、')}`}</Note>}
      <Acts>
        <Button kind='filled' disabled={words.title === '' || words.text === ''} onTap={post}>
          发布
        </Button>
      </Acts>
    </Card>
  )
}
