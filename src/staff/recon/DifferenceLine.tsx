import './recon.css'
import { Button } from '@/components/Button'
import { Tag } from '@/components/Tag'
import { go } from '@/services/go'
import { formatInstant } from '@contract/calendar'
import { Text, View } from '@tarojs/components'
import type { Difference } from '.'

const ENDED = { repaired: '已自动处理', resolved: '已处理' } as const

type DifferenceLineProps = {
  readonly difference: Difference
  readonly onChoose: ((difference: Difference) => void) | undefined
}

/** What differs, in words; whose it is; what to do, or what was done. */
export function DifferenceLine({ difference, onChoose }: DifferenceLineProps) {
  const { name, says, remedy, state, label, outTradeNo, transactionId, accountId, note, endedAt } = difference
  return (
    <View className='difference'>
      <View className='difference__title'>
        <Text className='difference__name'>{label === undefined ? name : `${label} · ${name}`}</Text>
        {state === 'open' ? <Tag>待处理</Tag> : <Tag tone='paid'>{ENDED[state]}</Tag>}
      </View>
      <Text className='difference__text'>{says}</Text>
      {transactionId !== undefined && <Text className='difference__text'>{`支付单号 ${outTradeNo}`}</Text>}
      {state === 'open' && <Text className='difference__text'>{remedy}</Text>}
      {note !== undefined && (
        <Text className='difference__text'>{`结果：${note}${endedAt === undefined ? '' : `（${formatInstant(endedAt)}）`}`}</Text>
      )}
      <View className='difference__acts'>
        {accountId !== undefined && (
          <Button kind='words' onTap={() => go('account', { accountId })}>
            查看这一户
          </Button>
        )}
        {state === 'open' && onChoose && (
          <Button kind='words' onTap={() => onChoose(difference)}>
            写明处理结果
          </Button>
        )}
      </View>
    </View>
  )
}
