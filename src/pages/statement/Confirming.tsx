import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Sheet } from '@/components/Sheet'
import { useAct } from '@/hooks/useAct'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { askResident } from '@/services/cloud'
import { formatDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { showFen } from '@contract/money'
import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import './Confirming.css'

type Asked = ResidentAnswer<'statement.ask'>
type ConfirmingProps = { readonly ask: { readonly accountId?: string } }

/** Whoever owes may confirm what is owed: what that means stands above the button, and a way to disagree beside it. */
export function Confirming({ ask }: ConfirmingProps) {
  const { answer, refresh } = useCloudAnswer('statement.ask', ask)
  return (
    <Answered answer={answer} onRetry={refresh} rows={2}>
      {({ confirm, last }) => (
        <>
          {last && (
            <Card>
              <Note>{`${formatDay(last.on)}确认过待缴 ¥${showFen(last.total)}。`}</Note>
            </Card>
          )}
          {confirm && <Reading ask={ask} confirm={confirm} onConfirmed={refresh} />}
        </>
      )}
    </Answered>
  )
}

type TextProps = ConfirmingProps & { readonly confirm: NonNullable<Asked['confirm']>; readonly onConfirmed: () => Promise<void> }

function Reading({ ask, confirm: { text, textHash, counterPhone }, onConfirmed }: TextProps) {
  const [doubting, setDoubting] = useState(false)
  const { act, problem } = useAct(() => askResident('statement.confirm', { ...ask, textHash }), onConfirmed)
  return (
    <Card title='确认对账单'>
      <Text className='confirming__text'>{text}</Text>
      <Problem problem={problem} />
      <Acts>
        <Button onTap={act}>确认待缴金额</Button>
        <Button kind='words' onTap={() => setDoubting(true)}>
          有疑问，先不确认
        </Button>
      </Acts>
      <Sheet open={doubting} title='先不确认' onClose={() => setDoubting(false)}>
        <Note>没有关系。不确认，账单不会有任何变化，也不影响您提出疑问。</Note>
        <Note>{`哪一笔不对、金额有疑问，都可以问物业前台：${counterPhone}`}</Note>
        <Acts>
          <Button onTap={() => void Taro.makePhoneCall({ phoneNumber: counterPhone })}>打电话问前台</Button>
        </Acts>
      </Sheet>
    </Card>
  )
}
