import './health.css'
import { Acts } from '@/components/Acts'
import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Tag } from '@/components/Tag'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { formatInstant } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text, View } from '@tarojs/components'

type Check = StaffAnswer<'health.show'>['checks'][number]

/** 系统状况: what needs a person first, each with its next step; what is well is said too, but last. */
export default function HealthPage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('health.show', { communityId })
  return (
    <Page title='系统状况' wide>
      <Answered answer={answer} onRetry={refresh} rows={8}>
        {({ checks, at }) => (
          <>
            <Card title={summary(checks)}>
              <Note>{`${formatInstant(at)}查看，向微信支付和数据库实际问过一遍。这里不显示任何密钥。`}</Note>
              <Acts>
                <Button onTap={refresh}>再查一遍</Button>
              </Acts>
            </Card>
            <Group title='要处理' checks={checks.filter(({ ok }) => ok === 'bad')} />
            <Group title='请留意' checks={checks.filter(({ ok }) => ok === 'watch')} />
            <Group title='正常' checks={checks.filter(({ ok }) => ok === 'good')} />
          </>
        )}
      </Answered>
    </Page>
  )
}

function summary(checks: readonly Check[]): string {
  const bad = checks.filter(({ ok }) => ok === 'bad').length
  const watch = checks.filter(({ ok }) => ok === 'watch').length
  if (bad > 0) return `有 ${bad} 项要处理`
  return watch > 0 ? `没有故障，有 ${watch} 项请留意` : '一切正常'
}

function Group({ title, checks }: { readonly title: string; readonly checks: readonly Check[] }) {
  if (checks.length === 0) return null
  return (
    <Card title={title}>
      {checks.map((check) => (
        <CheckLine key={check.key} check={check} />
      ))}
    </Card>
  )
}

function CheckLine({ check: { ok, says, next } }: { readonly check: Check }) {
  return (
    <View className='check'>
      <View className='check__standing'>
        {ok === 'bad' && <Text className='check__bad'>故障</Text>}
        {ok === 'watch' && <Tag>留意</Tag>}
        {ok === 'good' && <Tag tone='paid'>正常</Tag>}
      </View>
      <View className='check__words'>
        <Text className='check__says'>{says}</Text>
        {ok !== 'good' && <Text className='check__next'>{next}</Text>}
      </View>
    </View>
  )
}
