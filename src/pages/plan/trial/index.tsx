import { Answered } from '@/components/Answered'
import { Page } from '@/components/Page'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { goBack } from '@/services/go'
import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { TrialView } from './TrialView'

export type Trial = ResidentAnswer<'plan.simulate'>

const PARTS_AT_FIRST = 3
const PARTS_FEWEST = 2

/** 分期试算: how many parts and from which day; every amount and every day comes from the cloud. */
export default function PlanTrialPage() {
  const { accountId, billId, replaces } = useRouter().params
  const [parts, setParts] = useState(PARTS_AT_FIRST)
  const [firstDueOn, setFirstDueOn] = useState<Day | null>(null)
  const { answer, refresh } = useCloudAnswer(
    'plan.simulate',
    {
      parts,
      ...(accountId === undefined ? {} : { accountId }),
      ...(billId === undefined ? {} : { billIds: [billId] }),
      ...(replaces === undefined ? {} : { replaces }),
      ...(firstDueOn === null ? {} : { firstDueOn }),
    },
    'once',
  )
  // While another choice is worked out, the means of choosing stay where the thumb is.
  const last = useRef<Trial | null>(null)
  if (answer.phase === 'ready') last.current = answer.value

  return (
    <Page title='分期试算'>
      {last.current === null ? (
        <Answered
          answer={answer}
          onRetry={refresh}
          rows={5}
          ways={{
            PLAN_PART_TOO_SMALL: { words: `分 ${PARTS_FEWEST} 期试试`, onTap: () => setParts(PARTS_FEWEST) },
            PLAN_TOO_SMALL: { words: '返回', onTap: goBack },
            PLAN_NO_BILLS: { words: '返回', onTap: goBack },
            PLAN_COUNTER_ONLY: { words: '返回', onTap: goBack },
            PLAN_NOT_RUNNING: { words: '返回', onTap: goBack },
          }}
        >
          {() => null}
        </Answered>
      ) : (
        <TrialView
          last={last.current}
          answer={answer}
          parts={parts}
          onParts={setParts}
          onFirstDay={setFirstDueOn}
          onRetry={refresh}
        />
      )}
    </Page>
  )
}
