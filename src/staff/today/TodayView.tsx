import './TodayView.css'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Notice } from '@/components/Notice'
import { Row } from '@/components/Row'
import { go } from '@/services/go'
import type { PageName } from '@/services/pages'
import type { StaffAnswer, StaffRole } from '@contract/contract/staff'
import { Text, View } from '@tarojs/components'
import { Figures } from './Figures'
import { FindAccount } from './FindAccount'
import { ForecastCard } from './ForecastCard'
import { Tasks } from './Tasks'

export type Today = StaffAnswer<'today.show'>
type TodayViewProps = {
  readonly today: Today
  readonly onChoose: (communityId: string) => void
  readonly onDone: () => Promise<void>
}

export function TodayView({ today, onChoose, onDone }: TodayViewProps) {
  const { communities, communityId, alarms, figures, tasks, forecast } = today
  const community = communities.find((each) => each.communityId === communityId)
  return (
    <>
      {communities.length > 1 ? (
        <Chips
          choices={communities.map((each) => ({ value: each.communityId, words: each.name }))}
          chosen={communityId}
          onChoose={onChoose}
        />
      ) : (
        <Text className='today__place'>{community?.name}</Text>
      )}
      {alarms.map(({ says, why, next }) => (
        <View key={says} className='today__alarm' ariaRole='alert'>
          <Text className='today__alarm-says'>{why === undefined ? says : `${says}：${why}`}</Text>
          <Text>{next}</Text>
        </View>
      ))}
      <Figures figures={figures} />
      <View className='today__columns'>
        <View className='today__column'>
          <Card title='今日待办'>
            {tasks.length === 0 ? (
              <Notice kind='empty' says='现在没有待办' next='新的待办会自动出现在这里' />
            ) : (
              <Tasks tasks={tasks} onDone={onDone} />
            )}
          </Card>
          {forecast && <ForecastCard communityId={communityId} day={forecast} />}
        </View>
        <View className='today__column'>
          <Card title='办事'>
            <Doors communityId={communityId} roles={community?.roles ?? []} />
          </Card>
          <FindAccount communityId={communityId} />
        </View>
      </View>
    </>
  )
}

type Door = {
  readonly page: PageName
  readonly title: string
  readonly note: string
  readonly for: readonly StaffRole[] | 'all'
}

/** Only what one's post has a use for. Hiding decides nothing: the cloud checks the roster on every call. */
const DOORS: readonly Door[] = [
  { page: 'arrears', title: '欠费', note: '筛选、预览、放行提醒', for: 'all' },
  { page: 'plans', title: '分期', note: '审批和跟进', for: 'all' },
  { page: 'billing', title: '出账', note: '按账期预览和发布账单', for: ['finance', 'manager'] },
  { page: 'recon', title: '对账', note: '微信账单与账上逐日核对', for: ['finance', 'manager', 'auditor'] },
  { page: 'tariffs', title: '收费标准', note: '写明依据并公示', for: ['finance', 'manager', 'auditor'] },
  { page: 'exports', title: '导出报表', note: '账单、欠费、收据和凭证', for: ['finance', 'manager', 'auditor'] },
  { page: 'charges', title: '违约金和优惠', note: '默认不收，公布后才计', for: ['finance', 'manager', 'auditor'] },
  { page: 'premises', title: '房屋', note: '谁缴费、过户出租、面积、更正账单', for: 'all' },
  { page: 'readings', title: '抄表', note: '逐户抄表，看上次读数', for: ['collector', 'steward', 'finance', 'manager'] },
  { page: 'pools', title: '公摊', note: '录入费用，看每户多少', for: ['finance', 'manager'] },
  { page: 'import', title: '导入台账', note: '从 Excel 接收房屋和旧账', for: ['finance', 'manager'] },
  {
    page: 'proposals',
    title: '备注建议',
    note: '台账备注里的异议、约定等，确认后生效',
    for: ['collector', 'steward', 'finance', 'manager'],
  },
  { page: 'notices', title: '公告', note: '发布和撤下，住户和访客都能看到', for: ['manager'] },
  { page: 'people', title: '员工', note: '邀请和撤销', for: ['manager'] },
  { page: 'forecast', title: '触达预测', note: '到期之前，哪些户还联系不上', for: 'all' },
  { page: 'health', title: '系统状况', note: '密钥、定时任务、时钟，坏了怎么办', for: ['finance', 'manager', 'auditor'] },
]

function Doors({
  communityId,
  roles,
}: {
  readonly communityId: string
  readonly roles: readonly StaffRole[]
}) {
  const mine = DOORS.filter((door) => door.for === 'all' || door.for.some((role) => roles.includes(role)))
  return (
    <>
      {mine.map(({ page, title, note }) => (
        <Row key={page} title={title} note={note} onTap={() => go(page, { communityId })} />
      ))}
    </>
  )
}
