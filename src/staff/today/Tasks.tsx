import { Button } from '@/components/Button'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { View } from '@tarojs/components'
import type { Today } from './TodayView'

type Task = Today['tasks'][number]

/** In the cloud's order; each says why it waits for a person. */
export function Tasks({
  tasks,
  onDone,
}: {
  readonly tasks: readonly Task[]
  readonly onDone: () => Promise<void>
}) {
  return (
    <>
      {tasks.map((task) => (
        <TaskRow key={task.taskId} task={task} onDone={onDone} />
      ))}
    </>
  )
}

function TaskRow({
  task: { taskId, title, says, label, accountId },
  onDone,
}: {
  readonly task: Task
  readonly onDone: () => Promise<void>
}) {
  const { act, problem } = useAct(() => askStaff('task.done', { taskId }), onDone)
  return (
    <View className='task'>
      <View className='task__line'>
        <View className='task__what'>
          <Row
            title={label === undefined ? title : `${label} · ${title}`}
            note={says}
            {...(accountId === undefined ? {} : { onTap: () => go('account', { accountId }) })}
          />
        </View>
        <Button kind='words' onTap={act}>
          办完了
        </Button>
      </View>
      <Problem problem={problem} />
    </View>
  )
}
