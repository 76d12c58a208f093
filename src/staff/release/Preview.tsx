import './Preview.css'
import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { askStaff } from '@/services/cloud'
import { sayChannel, sayStage } from '@/staff/words'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text, View } from '@tarojs/components'
import type { Released } from './Progress'

type Run = StaffAnswer<'dunning.preview'>

/** Who is spoken to, why, by which way and in exactly which words; and who is not, and why not. */
export function Preview({
  run,
  onReleased,
}: {
  readonly run: Run
  readonly onReleased: (released: Released) => void
}) {
  const { runId, lines, skipped, quotaCost } = run
  const { act, problem } = useAct(
    () => askStaff('dunning.release', { runId }),
    (answer) => onReleased({ ...answer, runId }),
  )
  return (
    <>
      <Card title={`这次提醒 ${lines.length} 户，跳过 ${skipped.length} 户`}>
        <Note>{`会用掉 ${quotaCost} 次微信订阅。发送前还会再核对一次：刚缴清的、约定了缴费日的、免打扰的都不会发。`}</Note>
        <Problem problem={problem} />
        {lines.length > 0 && (
          <Acts>
            <Button kind='filled' onTap={act}>
              放行
            </Button>
          </Acts>
        )}
      </Card>
      {lines.length === 0 && (
        <Notice kind='empty' says='没有需要提醒的缴费户' next='下面列出了每一户跳过的原因' />
      )}
      {lines.length > 0 && (
        <Card title='要发送的内容'>
          {lines.map((line) => (
            <View key={line.accountId} className='line'>
              <Row
                title={line.label}
                note={line.says}
                tag={<Tag tone='plain'>{`${sayStage(line.stage)} · ${sayChannel(line.channel)}`}</Tag>}
              />
              <Text className='line__text'>{line.text}</Text>
            </View>
          ))}
        </Card>
      )}
      {skipped.length > 0 && (
        <Card title='跳过的户'>
          {skipped.map(({ accountId, label, says }) => (
            <Row key={accountId} title={label} note={says} />
          ))}
        </Card>
      )}
    </>
  )
}
