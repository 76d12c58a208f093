import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'

export type Home = StaffAnswer<'premises.find'>['rows'][number]
type FindHomesProps = {
  readonly communityId: string
  readonly label: string
  readonly hint: string
  readonly chosen: readonly Home[]
  readonly onChoose: (homes: readonly Home[]) => void
}

/** Homes found by the beginning of their room and put on a list; a tap on one that is there takes it off. */
export function FindHomes({ communityId, label, hint, chosen, onChoose }: FindHomesProps) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<readonly Home[] | null>(null)
  const { act, problem } = useAct(
    () => askStaff('premises.find', { communityId, text: text.trim() }),
    ({ rows }) => setFound(rows),
  )
  const isChosen = (home: Home) => chosen.some(({ premisesId }) => premisesId === home.premisesId)
  const others = (found ?? []).filter((home) => !isChosen(home))
  return (
    <>
      {chosen.map((home) => (
        <Row key={home.premisesId} title={home.label} note='点一下去掉' onTap={() => onChoose(chosen.filter((one) => one !== home))} />
      ))}
      <Field label={label} value={text} onChange={setText} hint={hint} />
      <Problem problem={problem} />
      {text.trim() !== '' && (
        <Acts>
          <Button kind='words' onTap={act}>
            查找
          </Button>
          {others.length > 1 && (
            <Button kind='words' onTap={() => onChoose([...chosen, ...others])}>
              {`全部加上（${others.length} 套）`}
            </Button>
          )}
        </Acts>
      )}
      {found !== null && others.length === 0 && <Note>没有找到别的房屋，换一个房号试试。</Note>}
      {others.map((home) => (
        <Row key={home.premisesId} title={home.label} note={home.payer === '' ? '没有登记缴费户' : `缴费户 ${home.payer}`} onTap={() => onChoose([...chosen, home])} />
      ))}
    </>
  )
}
