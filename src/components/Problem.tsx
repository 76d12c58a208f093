import './Problem.css'
import type { Problem as Told } from '@/hooks/useAct'
import { Text, View } from '@tarojs/components'

/** Beside the button that was tapped: why it was not done, and what to do next. */
export function Problem({ problem }: { readonly problem: Pick<Told, 'says' | 'next'> | null }) {
  if (!problem) return null
  return (
    <View className='problem' ariaRole='alert'>
      <Text className='problem__says'>{problem.says}</Text>
      <Text className='problem__next'>{problem.next}</Text>
    </View>
  )
}
