import { Answered } from '@/components/Answered'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useCloudAnswer } from '@/hooks/useCloudAnswer'
import { rememberStaff, rememberTypeFactor, TYPE_FACTORS, usePreferences } from '@/hooks/usePreferences'
import { go } from '@/services/go'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useEffect } from 'react'
import { RELATIONS } from './relations'
import { Renewed } from './Renewed'

/** 我的: whose home this phone belongs to, who else can see it, past payments, wishes, and how large the letters are. */
export default function MinePage() {
  const { answer, refresh } = useCloudAnswer('me.show', {})
  useEffect(() => {
    if (answer.phase === 'ready') rememberStaff(answer.value.staff.length > 0)
  }, [answer])

  return (
    <Page title='我的' tab='mine'>
      <Answered answer={answer} onRetry={refresh} rows={4}>
        {(me) => (
          <>
            <Renewed version={me.privacyVersion} onAccepted={refresh} />
            <Homes me={me} />
          </>
        )}
      </Answered>
      <TypeSize />
      <Card>
        <Row title='缴费记录' note='每一次付款和收据' onTap={() => go('receipts')} />
        <Row title='对账单' note='一段时间的账单和缴费，可以下载' onTap={() => go('statement')} />
        <Row title='提醒设置' note='要不要提醒、几点以后提醒' onTap={() => go('reminders')} />
        <Row title='公告与收费标准' note='小区公告、收费依据、前台电话' onTap={() => go('guest')} />
        <Row title='隐私说明' note='用到哪些信息、谁能看到' onTap={() => go('privacy')} />
        <Row title='我的数据与注销' note='查看、导出或删除与您有关的信息' onTap={() => go('erase')} />
      </Card>
    </Page>
  )
}

function Homes({ me: { accounts, phoneMasked } }: { readonly me: ResidentAnswer<'me.show'> }) {
  return (
    <Card title='我的房屋'>
      {accounts.length === 0 && <Note>还没有绑定房屋。绑定后就能看账单、缴费。</Note>}
      {accounts.map(({ accountId, label, community, relation }) => (
        <Row
          key={accountId}
          title={label}
          note={`${community} · 谁能查看`}
          tag={<Tag tone='plain'>{RELATIONS[relation]}</Tag>}
          onTap={() => go('family', { accountId })}
        />
      ))}
      <Row title={accounts.length === 0 ? '绑定我的房屋' : '再绑定一套房屋'} onTap={() => go('bind')} />
      <Row title='填写邀请码' note='家人、房东或物业发给您的' onTap={() => go('invited')} />
      {phoneMasked !== null && <Note>{`已验证的手机号 ${phoneMasked}`}</Note>}
    </Card>
  )
}

const SIZES = [
  { value: '1', words: '标准' },
  { value: '1.25', words: '大' },
  { value: '1.5', words: '特大' },
] as const

function TypeSize() {
  const { typeFactor } = usePreferences()
  const choose = (value: string) => {
    const factor = TYPE_FACTORS.find((each) => String(each) === value)
    if (factor) rememberTypeFactor(factor)
  }
  return (
    <Card title='文字大小'>
      <Chips
        choices={SIZES}
        chosen={String(typeFactor) as (typeof SIZES)[number]['value']}
        onChoose={choose}
      />
    </Card>
  )
}
