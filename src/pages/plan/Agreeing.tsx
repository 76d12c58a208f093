import './Agreeing.css'
import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Sheet } from '@/components/Sheet'
import type { Problem as Told } from '@/hooks/useAct'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'

type AgreeingProps = {
  readonly words: string
  readonly counterPhone: string
  readonly onAgree: () => Promise<void>
  /** What not agreeing comes to, once the person has decided so. */
  readonly onDisagree: () => void | Promise<void>
  readonly problem: Told | null
}

/** What accepting means stands above the button, and a way to disagree beside it (rules §7). */
export function Agreeing({ words, counterPhone, onAgree, onDisagree, problem }: AgreeingProps) {
  const [doubting, setDoubting] = useState(false)
  return (
    <Card>
      <Text className='agreeing__means'>
        {`点“${words}”，就是确认上面的账单和金额由您承担，这些账单三年的诉讼时效从今天起重新计算。`}
      </Text>
      <Problem problem={problem} />
      <Acts>
        <Button kind='filled' onTap={onAgree}>
          {words}
        </Button>
        <Button kind='words' onTap={() => setDoubting(true)}>
          有疑问，先不同意
        </Button>
      </Acts>
      <View>
        <Sheet open={doubting} title='先不同意' onClose={() => setDoubting(false)}>
          <Note>没有关系。不同意分期，账单不会有任何变化，也不影响您提出疑问。</Note>
          <Note>{`账单哪里不对、金额有疑问，都可以问物业前台：${counterPhone}`}</Note>
          <Acts>
            <Button onTap={() => void Taro.makePhoneCall({ phoneNumber: counterPhone })}>打电话问前台</Button>
            <Button
              onTap={() => {
                setDoubting(false)
                return onDisagree()
              }}
            >
              这次不办分期
            </Button>
          </Acts>
        </Sheet>
      </View>
    </Card>
  )
}
