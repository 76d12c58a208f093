import './Choosing.css'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Row } from '@/components/Row'
import { brandColour } from '@/services/colours'
import { type Day, formatDay } from '@contract/calendar'
import { Picker, Slider, Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Trial } from './index'

type ChoosingProps = {
  readonly trial: Trial
  readonly parts: number
  readonly onParts: (parts: number) => void
  readonly onFirstDay: (day: Day) => void
}

/** How many parts and from when. The cloud is asked when the thumb lets go, not while it moves. */
export function Choosing({ trial, parts, onParts, onFirstDay }: ChoosingProps) {
  const { choices, instalments } = trial
  const { partsMin, partsMax, firstFrom, firstUntil } = choices
  const [moving, setMoving] = useState<number | null>(null)
  const first = instalments[0]?.dueOn ?? firstFrom
  const settle = (value: number) => {
    setMoving(null)
    onParts(value)
  }
  return (
    <Card title='怎么分'>
      <Text className='choosing__parts'>{`分 ${moving ?? parts} 期`}</Text>
      {/* Two buttons beside it, for a hand that cannot hold a slider still. */}
      <View className='choosing__line'>
        <Button kind='words' disabled={parts <= partsMin} onTap={() => settle(parts - 1)}>
          少一期
        </Button>
        <Slider
          className='choosing__slider'
          ariaLabel='分几期'
          min={partsMin}
          max={partsMax}
          step={1}
          value={parts}
          disabled={partsMin === partsMax}
          {...(brandColour === undefined ? {} : { activeColor: brandColour })}
          onChanging={({ detail }) => setMoving(detail.value)}
          onChange={({ detail }) => settle(detail.value)}
        />
        <Button kind='words' disabled={parts >= partsMax} onTap={() => settle(parts + 1)}>
          多一期
        </Button>
      </View>
      <Picker
        mode='date'
        value={first}
        start={firstFrom}
        end={firstUntil}
        onChange={({ detail }) => onFirstDay(detail.value as Day)}
      >
        <Row title='第一期缴费日' note={`${formatDay(first)}，以后每月同一天`}>
          <Text className='choosing__day'>更改</Text>
        </Row>
      </Picker>
    </Card>
  )
}
