import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Tick } from '@/components/Tick'
import type { StaffAnswer } from '@contract/contract/staff'
import { View } from '@tarojs/components'
import { useState } from 'react'

export type Look = StaffAnswer<'ledger.look'>
type Choice = Look['questions'][number]['choices'][number]
type QuestionsProps = {
  readonly look: Look
  readonly busy: boolean
  /** What was answered, to be read with what was known. */
  readonly onAnswered: (mapping: Record<string, string>, sheet: string | undefined) => Promise<void>
}

/** What the sheet does not say by itself, with its own values beside each answer: nothing is guessed. */
export function Questions({ look: { questions, mapping }, busy, onAnswered }: QuestionsProps) {
  const [answers, setAnswers] = useState<Readonly<Record<number, Choice>>>({})
  const chosen = questions.map((_, i) => answers[i])
  const isDone = chosen.every((choice) => choice !== undefined)
  const answer = () => {
    const said = chosen.flatMap((choice) => choice ?? [])
    return onAnswered(Object.assign({}, mapping, ...said.map((choice) => choice.mapping)), said.find(({ sheet }) => sheet !== undefined)?.sheet)
  }
  return (
    <Card title='有几处要您来定'>
      {questions.map(({ says, choices }, i) => (
        <View key={says}>
          <Note>{says}</Note>
          {choices.map((choice) => (
            <Tick
              key={choice.says}
              ticked={answers[i] === choice}
              onTick={() => setAnswers({ ...answers, [i]: choice })}
              words={choice.example === '' ? choice.says : `${choice.says}，例如 ${choice.example}`}
            />
          ))}
          {choices.length === 0 && <Note>表里没有可以选的列，请在表格里补上这一列再导入。</Note>}
        </View>
      ))}
      <Acts>
        <Button kind='filled' disabled={!isDone || busy} onTap={answer}>
          {busy ? '正在读…' : '按这样读'}
        </Button>
      </Acts>
    </Card>
  )
}
