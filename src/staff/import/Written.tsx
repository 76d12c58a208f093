import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { go } from '@/services/go'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text } from '@tarojs/components'

type WrittenProps = {
  readonly result: StaffAnswer<'ledger.confirm'>
  /** How many the preview promised: a very long ledger is finished in the cloud after the answer. */
  readonly premises: number
  readonly communityId: string
}

/** The same file twice changes nothing, and says so. */
export function Written({ result: { written, unchanged }, premises, communityId }: WrittenProps) {
  const under = written + unchanged < premises
  const { answer } = useStaffAnswer('proposal.list', { communityId })
  // Not more than a help on the way: without an answer nothing is claimed.
  const waiting = answer.phase === 'ready' ? (answer.value.count ?? 0) : 0
  return (
    <Card title={under ? '正在写入' : written === 0 ? '没有变化' : '已写入'}>
      <Row title='新写入'>
        <Text>{`${written} 套`}</Text>
      </Row>
      <Row title='原来就有，没有改动'>
        <Text>{`${unchanged} 套`}</Text>
      </Row>
      {under && <Note>其余的正在继续写入，几分钟后可以在欠费里看到全部。可以离开本页。</Note>}
      {waiting > 0 && (
        <Row
          title={`台账备注里有 ${waiting} 条建议`}
          note='请逐条确认，采纳后才生效'
          onTap={() => go('proposals', { communityId })}
        />
      )}
      {written === 0 && !under && <Note>这份台账已经导入过，再次导入不会重复记账。</Note>}
      <Acts>
        <Button kind='filled' onTap={() => go('tariffs', { communityId })}>
          下一步：收费标准
        </Button>
        <Button kind='words' onTap={() => go('arrears', { communityId })}>
          查看欠费
        </Button>
      </Acts>
    </Card>
  )
}
