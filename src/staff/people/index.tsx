import { Answered } from '@/components/Answered'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { askStaff } from '@/services/cloud'
import { useCommunityId } from '@/staff/community'
import { ROLES } from '@/staff/words'
import { formatDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import Taro from '@tarojs/taro'
import { InviteStaff } from './InviteStaff'

type Member = StaffAnswer<'staff.list'>['staff'][number]

/** 员工: who may do what here. A post that is taken away is blind from that second. */
export default function PeoplePage() {
  const communityId = useCommunityId()
  const { answer, refresh } = useStaffAnswer('staff.list', { communityId })
  const { act, problem } = useAct(
    ({ staffId }: Member) => askStaff('staff.revoke', { staffId }),
    () => refresh(),
  )
  const ask = async (member: Member) => {
    const { confirm } = await Taro.showModal({
      title: `撤销${member.name}的岗位？`,
      content: '确认后，对方马上不能再查看和办理这个项目的任何事情。',
      confirmText: '确认', // WeChat refuses more than four letters on a button
      cancelText: '取消',
    })
    if (confirm) await act(member)
  }
  return (
    <Page title='员工' wide>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {({ staff }) => (
          <>
            <Card title='现在的员工'>
              {staff.map((member) => (
                <Row key={member.staffId} title={member.name} note={postOf(member)}>
                  <Button kind='words' onTap={() => ask(member)}>
                    撤销
                  </Button>
                </Row>
              ))}
              <Problem problem={problem} />
            </Card>
            <InviteStaff communityId={communityId} />
          </>
        )}
      </Answered>
    </Page>
  )
}

function postOf({ roles, buildings, since }: Member): string {
  const where = buildings.length > 0 ? `，负责 ${buildings.join('、')}` : ''
  return `${roles.map((role) => ROLES[role]).join('、')}${where}，${formatDay(since)}起`
}
