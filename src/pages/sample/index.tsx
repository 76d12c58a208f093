import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { fen } from '@contract/money'

const STEPS = [
  { says: '面积 89.50 平方米 × 每平方米每月 1.80 元' },
  { says: '每月计算，四舍五入到分' },
] as const
const AMOUNT = fen(161_10)

/** 示例账单: what a guest may see before anybody knows who they are. Nobody owes it. */
export default function SamplePage() {
  return (
    <Page title='示例账单'>
      <Card>
        <Tag tone='plain'>示例，不是您的账单</Tag>
        <Money size='hero' amount={AMOUNT} meaning='示例金额' />
        <Note>示例小区 1栋1单元101 · 2026年7月物业服务费</Note>
        <Note>缴费截止日 2026年7月31日，由示例物业公司收取</Note>
      </Card>
      <Card title='怎么算出来的'>
        {STEPS.map(({ says }) => (
          <Row key={says} title={says} />
        ))}
        <Row title='账单金额'>
          <Money amount={AMOUNT} meaning='示例账单金额' />
        </Row>
        <Row
          title='收费标准'
          note='物业服务费每平方米每月 1.80 元。依据：前期物业服务合同第六条。2025年12月1日公示'
        />
      </Card>
      <Card>
        <Note>绑定房屋后，您会看到自己房屋的账单，每一笔都像这样写明怎么算、依据是什么。</Note>
      </Card>
    </Page>
  )
}
