import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { formatDay } from '@contract/calendar'
import type { Reply } from '@contract/outcome'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Account } from './AccountView'
import { SetHold } from './SetHold'

type Held = Account['holds'][number]
type HoldsProps = { readonly account: Account; readonly onChanged: () => void | Promise<void> }

/** What is not asked for meanwhile and why, what staff know of the household, and how to end or begin it. */
export function Holds({ account, onChanged }: HoldsProps) {
  const { accountId, communityId, holds, flags, proposals } = account
  return (
    <Card title='暂停与情况'>
      {holds.length === 0 && flags.length === 0 && <Note>没有暂停，也没有登记特别的情况。</Note>}
      {flags.map((flag) => (
        <Flag key={flag} accountId={accountId} words={flag} onChanged={onChanged} />
      ))}
      {holds.map((hold) => (
        <Hold key={hold.holdId} accountId={accountId} hold={hold} onChanged={onChanged} />
      ))}
      {proposals.length > 0 && (
        <Row
          title={`台账备注里有 ${proposals.length} 条建议`}
          note={proposals.map(({ title, remark }) => `${title}：“${remark}”`).join('\n')}
          onTap={() => go('proposals', { communityId })}
        />
      )}
      <SetHold account={account} onChanged={onChanged} />
    </Card>
  )
}

function Hold({
  accountId,
  hold: { holdId, title, says, note, from, mayEnd, mayAnswer },
  onChanged,
}: Pick<HoldsProps, 'onChanged'> & { readonly accountId: string; readonly hold: Held }) {
  const [doing, setDoing] = useState<'end' | 'answer' | null>(null)
  const [words, setWords] = useState('')
  const { act, problem } = useAct(
    (what: 'end' | 'answer'): Promise<Reply<unknown>> =>
      what === 'end'
        ? askStaff('hold.end', { accountId, holdId, note: words.trim() })
        : askStaff('dispute.answer', { accountId, holdId, text: words.trim() }),
    async () => {
      setDoing(null)
      setWords('')
      await onChanged()
    },
  )
  return (
    <View>
      <Row title={says} note={`${note}\n${formatDay(from)}起`} tag={<Tag>{title}</Tag>}>
        <Text />
      </Row>
      {doing === null ? (
        <Acts>
          {mayAnswer && (
            <Button kind='words' onTap={() => setDoing('answer')}>
              写答复
            </Button>
          )}
          {mayEnd && (
            <Button kind='words' onTap={() => setDoing('end')}>
              结束暂停
            </Button>
          )}
        </Acts>
      ) : (
        <>
          <Field
            label={doing === 'end' ? '为什么结束' : '给住户的答复'}
            value={words}
            onChange={setWords}
            maxLength={500}
            hint={doing === 'end' ? '例如：登记错了、对方已说清' : '住户会在账单里看到这段话，请写事实和依据'}
          />
          <Problem problem={problem} />
          <Acts>
            <Button disabled={words.trim() === ''} onTap={() => act(doing)}>
              {doing === 'end' ? '确认结束' : '发布答复'}
            </Button>
            <Button kind='words' onTap={() => setDoing(null)}>
              取消
            </Button>
          </Acts>
        </>
      )}
    </View>
  )
}

function Flag({
  accountId,
  words,
  onChanged,
}: Pick<HoldsProps, 'onChanged'> & { readonly accountId: string; readonly words: string }) {
  const { act, problem } = useAct(
    () => askStaff('flag.set', { accountId, flag: 'hardship', on: false, note: '在户档案里取消' }),
    onChanged,
  )
  return (
    <View>
      <Row title={words} note='只有员工看得到；先谈减免或分期'>
        <Button kind='words' onTap={act}>
          取消
        </Button>
      </Row>
      <Problem problem={problem} />
    </View>
  )
}
