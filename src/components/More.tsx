import type { Problem as Told } from '@/hooks/useAct'
import { View } from '@tarojs/components'
import { Acts } from './Acts'
import { Button } from './Button'
import { Problem } from './Problem'

/** The end of a long list: how to see what comes after, or why it did not come. */
export function More({
  onTap,
  problem,
}: {
  readonly onTap: (() => Promise<void>) | undefined
  readonly problem: Told | null
}) {
  if (!onTap) return null
  return (
    <View>
      <Problem problem={problem} />
      <Acts>
        <Button kind='words' onTap={onTap}>
          查看更多
        </Button>
      </Acts>
    </View>
  )
}
