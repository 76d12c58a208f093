import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { go } from '@/services/go'
import { formatDay } from '@contract/calendar'
import { showFen } from '@contract/money'

type OneHomeProps = {
  readonly communityId: string
  readonly period: string
  readonly premisesId: string
  readonly isLeftOut: boolean
  readonly onClose: () => void
  /** Out of this run, or into it again. */
  readonly onLeaveOut: (out: boolean) => void
}

/** One home of a run: how its amounts come about, and the way to what may be wrong with them. */
export function OneHome({ communityId, period, premisesId, isLeftOut, onClose, onLeaveOut }: OneHomeProps) {
  const { answer, refresh } = useStaffAnswer('billing.look', { communityId, period, premisesId })
  return (
    <Sheet open title={answer.phase === 'ready' ? answer.value.premises : '这一户'} onClose={onClose}>
      <Answered answer={answer} onRetry={refresh} rows={3}>
        {({ drafts, skips }) => (
          <>
            {drafts.map(({ title, payer, from, to, amount, tariff, working }) => (
              <Row
                key={`${title} ${from}`}
                title={`${title} · ${payer}`}
                note={[
                  `${formatDay(from)}至${formatDay(to)}`,
                  tariff,
                  ...working.steps.map((step) => (step.amount === undefined ? step.says : `${step.says}，¥${showFen(step.amount)}`)),
                ].join('\n')}
              >
                <Money amount={amount} meaning={title} />
              </Row>
            ))}
            {skips.map(({ code, says }) => (
              <Note key={code}>{`不出账：${says}`}</Note>
            ))}
            <Acts>
              <Button kind='filled' onTap={() => go('premisesHome', { premisesId })}>
                去房屋资料更正
              </Button>
              <Button onTap={() => onLeaveOut(!isLeftOut)}>{isLeftOut ? '这次也出' : '这次先不出'}</Button>
            </Acts>
          </>
        )}
      </Answered>
    </Sheet>
  )
}
