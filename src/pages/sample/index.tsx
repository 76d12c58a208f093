import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { formatDay, formatPeriod } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useRouter } from '@tarojs/taro'

/** 示例账单: what a guest may see before anybody knows who they are. Nobody owes it. */
export default function SamplePage() {
  const { communityId } = useRouter().params
  const { answer, refresh } = useCloudAnswer('guest.show', communityId === undefined ? {} : { communityId })
  return (
    <Page title='示例账单'>
      <Answered answer={answer} onRetry={refresh} rows={5}>
        {({ sample }) => <Sample sample={sample} />}
      </Answered>
    </Page>
  )
}

function Sample({ sample }: { readonly sample: ResidentAnswer<'guest.show'>['sample'] }) {
  const { title, period, place, payee, dueOn, amount, steps, tariff } = sample
  return (
    <>
      <Card>
        <Tag tone='plain'>示例，不是您的账单</Tag>
        <Money size='hero' amount={amount} meaning='示例金额' />
        <Note>{`${place} · ${formatPeriod(period)}${title}`}</Note>
        <Note>{`缴费截止日 ${formatDay(dueOn)}，由${payee}收取`}</Note>
      </Card>
      <Card title='怎么算出来的'>
        {steps.map((step) => (
          <Row key={step.says} title={step.says}>
            {step.amount !== undefined && <Money amount={step.amount} meaning={step.says} />}
          </Row>
        ))}
        <Row title='账单金额'>
          <Money amount={amount} meaning='示例账单金额' />
        </Row>
        <Row
          title='收费标准'
          note={`${tariff.says}。依据：${tariff.basis}。${formatDay(tariff.publishedOn)}公示`}
        />
      </Card>
      <Card>
        <Note>绑定房屋后，您会看到自己房屋的账单，每一笔都像这样写明怎么算、依据是什么。</Note>
      </Card>
    </>
  )
}
