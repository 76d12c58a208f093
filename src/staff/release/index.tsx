import { Answered } from '@/components/Answered'
import { Notice } from '@/components/Notice'
import { Page } from '@/components/Page'
import { useStaffAnswer } from '@/hooks/useCloudAnswer'
import { useCommunityId } from '@/staff/community'
import { goBack } from '@/services/go'
import { takeOver } from '@/staff/selection'
import { useState } from 'react'
import { Preview } from './Preview'
import { Progress, type Released } from './Progress'

/** 预览 → 放行 → 进度: nothing leaves the house before a named person has read it. */
export default function ReleasePage() {
  const communityId = useCommunityId()
  const [whom] = useState(takeOver)
  const [released, setReleased] = useState<Released | null>(null)
  const ask = whom === null ? null : { communityId, ...(whom === 'all' ? {} : { accountIds: [...whom] }) }
  const { answer, refresh } = useStaffAnswer('dunning.preview', ask, 'once')

  if (whom === null) {
    return (
      <Page title='预览提醒' wide>
        <Notice
          kind='empty'
          says='还没有选择缴费户'
          next='请在欠费列表里选择后再预览'
          action={{ words: '返回选择', onTap: goBack }}
        />
      </Page>
    )
  }
  return (
    <Page title={released === null ? '预览提醒' : '发送进度'} wide>
      {released !== null ? (
        <Progress released={released} />
      ) : (
        <Answered
          answer={answer}
          onRetry={refresh}
          rows={6}
          ways={{ RUN_EMPTY: { words: '返回', onTap: goBack } }}
        >
          {(run) => <Preview run={run} onReleased={setReleased} />}
        </Answered>
      )}
    </Page>
  )
}
