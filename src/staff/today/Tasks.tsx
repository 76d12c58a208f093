import { Button } from '@/components/Button'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Today } from './TodayView'

type Task = Today['tasks'][number]

/** In the cloud's order, a line each: whose, what and why it waits for a person. */
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
  task: { taskId, kind, title, says, label, accountId },
  onDone,
}: {
  readonly task: Task
  readonly onDone: () => Promise<void>
}) {
  const { act, problem } = useAct(() => askStaff('task.done', { taskId }), onDone)
  const [open, setOpen] = useState(false)
  // The first line is why; what to say on the phone is read by whoever takes this one up.
  const [why = '', ...rest] = says.split('\n')
  const openAccount =
    kind === 'proposals'
      ? () => go('proposals')
      : accountId === undefined
        ? undefined
        : () => go('account', { accountId })
  const onTap = rest.length > 0 ? () => setOpen(!open) : openAccount
  // Folded, it ends at its first comma: an amount that is cut off in the middle reads as another one.
  const note = rest.length > 0 && !open ? why.split('，', 1).join() : why
  return (
    <View className={open ? 'task task--open' : 'task'}>
      <View className='task__line'>
        <View className='task__what'>
          <Row
            title={label === undefined ? title : `${label} · ${title}`}
            note={note}
            {...(onTap === undefined ? {} : { onTap })}
          />
        </View>
        {kind === 'plan_approval' ? (
          <Button kind='words' onTap={() => go('plans')}>
            去审批
          </Button>
        ) : (
          <Button kind='words' onTap={act}>
            办完了
          </Button>
        )}
      </View>
      {open && (
        <View>
          <Text className='task__rest'>{rest.join('\n')}</Text>
          {openAccount && (
            <Button kind='words' onTap={openAccount}>
              查看这一户
            </Button>
          )}
        </View>
      )}
      <Problem problem={problem} />
    </View>
  )
}
