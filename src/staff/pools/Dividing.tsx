import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { askStaff } from '@/services/cloud'
import { showFen } from '@contract/money'

type DividingProps = { readonly poolId: string; readonly onClose: () => void; readonly onDone: () => Promise<void> }

/** Every share before anything is written: that they add up, who pays least and most, and who is left out. */
export function Dividing({ poolId, onClose, onDone }: DividingProps) {
  const { answer, refresh } = useStaffAnswer('pool.preview', { poolId }, 'once')
  const { act, problem } = useAct(() => askStaff('pool.divide', { poolId }), onDone)
  return (
    <Sheet open title='每户多少' onClose={onClose}>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {({ total, count, smallest, largest, shares, left }) => (
          <>
            <Money size='hero' amount={total} meaning={`${count} 户合计`} />
            <Note>{`每户 ¥${showFen(smallest)} 到 ¥${showFen(largest)}，加起来正好是总额。`}</Note>
            {left.length > 0 && <Note>{`${left.length} 套不参加分摊：${left[0]?.label}，${left[0]?.says}`}</Note>}
            {shares.slice(0, SHOWN).map(({ label, part, amount }) => (
              <Row key={label} title={label} note={`占 ${part}`}>
                <Money amount={amount} meaning='分摊' />
              </Row>
            ))}
            {count > SHOWN && <Note>{`还有 ${count - SHOWN} 户`}</Note>}
            <Problem problem={problem} />
            <Acts>
              <Button kind='filled' onTap={act}>
                确认分摊
              </Button>
            </Acts>
          </>
        )}
      </Answered>
    </Sheet>
  )
}
const SHOWN = 8
