import { Money } from '@/components/Money'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { Tick } from '@/components/Tick'
import { go } from '@/services/go'
import { showFen } from '@contract/money'
import { View } from '@tarojs/components'
import type { Debtor } from './index'

type ArrearsRowProps = { readonly row: Debtor; readonly ticked: boolean; readonly onTick: () => void }

/** One household a line: the box chooses it, the words open it. */
export function ArrearsRow({ row, ticked, onTick }: ArrearsRowProps) {
  const { accountId, label, name, outstanding, daysOverdue, reachable, says, lateCharge } = row
  return (
    <View className='debtor'>
      <Tick ticked={ticked} onTick={onTick} words={`选择 ${label}`}>
        <View />
      </Tick>
      <View className='debtor__what'>
        <Row
          title={`${label} ${name}`}
          note={lateCharge === undefined ? says : `另有违约金 ¥${showFen(lateCharge)}；${says}`}
          tag={
            <>
              {daysOverdue > 0 && <Tag>{`逾期 ${daysOverdue} 天`}</Tag>}
              {!reachable && <Tag tone='plain'>微信触达不到</Tag>}
            </>
          }
          onTap={() => go('account', { accountId })}
        >
          <Money amount={outstanding} meaning='欠费' />
        </Row>
      </View>
    </View>
  )
}
