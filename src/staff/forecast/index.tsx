import './forecast.css'
import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { More } from '@/components/More'
import { Note } from '@/components/Note'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { usePages } from '@/hooks/usePages'
import { askStaff } from '@/services/cloud'
import { go } from '@/services/go'
import { useCommunityId } from '@/staff/community'
import { formatInstant, formatShortDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { Text, View } from '@tarojs/components'
import { DueDay } from './DueDay'

type Forecast = StaffAnswer<'forecast.show'>
type Household = Forecast['rows'][number]

/** 触达预测: before each due day, whom nothing can reach, and what would change that. */
export default function ForecastPage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('forecast.show', { communityId })
  const { rows, fetchMore, problem } = usePages<Household>(answer, (after) =>
    askStaff('forecast.show', { communityId, after }),
  )
  return (
    <Page title='触达预测' wide>
      <Answered answer={answer} onRetry={refresh} rows={6}>
        {(forecast) => (
          <>
            <Days forecast={forecast} />
            <Card title='现在仍联系不上的户'>
              {rows.length === 0 && !fetchMore && (
                <Notice kind='empty' says='每一户都有办法联系到' next='新出现的会列在这里' />
              )}
              {rows.map((row) => (
                <HouseholdLine key={`${row.accountId} ${row.dueOn}`} row={row} />
              ))}
              <More onTap={fetchMore} problem={problem} />
            </Card>
          </>
        )}
      </Answered>
    </Page>
  )
}

function Days({ forecast: { days = [], takenAt = null } }: { readonly forecast: Forecast }) {
  if (takenAt === null) {
    return (
      <Card>
        <Note>还没有统计过，今夜会自动统计快到期的户。</Note>
      </Card>
    )
  }
  return (
    <>
      {days.length === 0 && (
        <Card>
          <Note>{`近期没有到期的账单（${formatInstant(takenAt)}统计）。`}</Note>
        </Card>
      )}
      {days.map((day) => (
        <Card key={day.dueOn} title={`${formatShortDay(day.dueOn)}到期`}>
          <DueDay day={day} />
          <Note>{`${formatInstant(takenAt)}统计。微信能提醒：有人绑定并有可用的提醒次数。`}</Note>
        </Card>
      ))}
    </>
  )
}

function HouseholdLine({ row: { accountId, label, dueOn, amount, says, next } }: { readonly row: Household }) {
  return (
    <View className='forecast__household'>
      <Row
        title={label}
        note={`${formatShortDay(dueOn)}到期；${says}`}
        onTap={() => go('account', { accountId })}
      >
        <Money amount={amount} meaning='当天到期待缴' />
      </Row>
      <Text className='forecast__next'>{next}</Text>
    </View>
  )
}
