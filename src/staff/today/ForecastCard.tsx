import { Card } from '@/components/Card'
import { Row } from '@/components/Row'
import { go } from '@/services/go'
import { DueDay, type DueDayForecast } from '@/staff/forecast/DueDay'
import { formatShortDay } from '@contract/calendar'

/** The next due day, so that whom nothing can reach is seen while there is still time. */
export function ForecastCard({
  communityId,
  day,
}: {
  readonly communityId: string
  readonly day: DueDayForecast
}) {
  const unreached = day.none.accounts
  return (
    <Card title={`${formatShortDay(day.dueOn)}到期前，联系得上吗`}>
      <DueDay day={day} />
      <Row
        title={unreached === 0 ? '每一户都有办法联系到' : `${unreached} 户都联系不上`}
        note='看是哪几户、怎样能联系上'
        onTap={() => go('forecast', { communityId })}
      />
    </Card>
  )
}
