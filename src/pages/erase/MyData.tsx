import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { useAct } from '@/hooks/useAct'
import { askResident } from '@/services/cloud'
import { formatDay, formatInstant } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { showFen } from '@contract/money'
import Taro from '@tarojs/taro'
import { useState } from 'react'

type Data = ResidentAnswer<'privacy.export'>

/** Everything we hold about the person, to read here and to take away. */
export function MyData() {
  const [data, setData] = useState<Data | null>(null)
  const { act, problem } = useAct(() => askResident('privacy.export', {}), setData)
  return (
    <Card title='我的数据'>
      <Note>我们保存的与您有关的全部信息，可以查看，也可以复制带走。</Note>
      {data && <Shown data={data} />}
      <Problem problem={problem} />
      <Acts>
        <Button onTap={act}>{data ? '再看一次' : '查看我的数据'}</Button>
        {data && (
          <Button kind='words' onTap={() => void Taro.setClipboardData({ data: asText(data) })}>
            复制全部内容
          </Button>
        )}
      </Acts>
    </Card>
  )
}

function Shown({ data: { person, bindings, posts, consents, messages, payments, plans, invitations } }: { readonly data: Data }) {
  return (
    <>
      <Row title='微信用户编号' note={person.openid} />
      <Row title='手机号' note={person.phone ?? '没有'} />
      <Row title='隐私说明' note={person.privacy ? `同意了 ${person.privacy.version} 版，${formatInstant(person.privacy.at)}` : '没有同意过'} />
      {bindings.map((one, i) => (
        <Row
          key={`binding ${i}`}
          title={`${one.community}${one.place ?? '（已不能查看的房屋）'}`}
          note={`${one.relation}，${formatDay(one.since)}起，${one.how}${one.active ? '' : '，已解除'}`}
        />
      ))}
      {posts.map((one, i) => (
        <Row key={`post ${i}`} title={`${one.community}员工`} note={`${one.name}，${formatDay(one.since)}起${one.active ? '' : '，已离开'}`} />
      ))}
      {consents.map((one) => (
        <Row key={one.message} title={one.message} note={`同意 ${one.accepted} 次，已发 ${one.used} 条，还可发 ${one.left} 条`} />
      ))}
      {payments.map((one) => (
        <Row key={one.outTradeNo} title={`缴费 ${formatInstant(one.at)}`} note={one.receiptNo ? `收据 ${one.receiptNo}` : one.outTradeNo}>
          <Money amount={one.amount} meaning='已缴' />
        </Row>
      ))}
      {plans.map((one, i) => (
        <Row
          key={`plan ${i}`}
          title={`分 ${one.parts} 期缴纳`}
          note={`${formatInstant(one.at)}${one.accepted ? '，您同意了分期协议' : '，您提出的'}`}
        >
          {one.total !== null && <Money amount={one.total} meaning='分期合计' />}
        </Row>
      ))}
      {messages.map((one, i) => (
        <Row key={`message ${i}`} title={`${one.message} · ${one.state}`} note={`${formatInstant(one.at)}\n${one.text || '这套房屋您已不能查看，内容不再显示'}`} />
      ))}
      {invitations.map((one, i) => (
        <Row key={`invitation ${i}`} title={`发出的邀请码（${one.relation}）`} note={`${formatInstant(one.until)}前有效${one.used ? '，已用' : ''}`} />
      ))}
    </>
  )
}

/** The same in plain text, a fact a line. */
function asText({ person, bindings, posts, consents, messages, payments, plans, invitations, quotes, contacts }: Data): string {
  const { openid, phone, since, privacy, reminders, wrongProofs } = person
  return [
    `微信用户编号：${openid}`,
    `手机号：${phone ?? '没有'}`,
    `第一次使用：${since ?? '没有记录'}`,
    `隐私说明：${privacy ? `${privacy.version} 版，${privacy.at}` : '没有同意过'}`,
    `提醒设置：${reminders ? `${reminders.on ? '接收提醒' : '免打扰'}，${reminders.hour} 点以后` : '没有设置过'}`,
    `核对房屋没有对上的次数：${wrongProofs}`,
    ...bindings.map((one) => `房屋：${one.community}${one.place ?? '（已不能查看）'}，${one.relation}，${one.name}，${one.since}起，${one.how}${one.active ? '' : '，已解除'}`),
    ...posts.map((one) => `员工：${one.community}，${one.name}，${one.roles.join('、')}，${one.since}起${one.active ? '' : '，已离开'}`),
    ...consents.map((one) => `通知授权：${one.message}，同意 ${one.accepted}，已发 ${one.used}，拒绝 ${one.refused}，作废 ${one.voided}，还可发 ${one.left}`),
    ...payments.map((one) => `缴费：${one.at}，${showFen(one.amount)} 元，${one.place ?? ''} ${one.receiptNo ?? ''} ${one.outTradeNo}`),
    ...plans.map(({ at, place, parts, total, accepted }) => {
      const sum = total === null ? '' : `，合计 ${showFen(total)} 元`
      return `分期：${at}，${place ?? ''} ${parts} 期${sum}${accepted ? '，已同意协议' : ''}`
    }),
    ...messages.map((one) => `通知：${one.at}，${one.message}，${one.state}，${one.text}`),
    ...invitations.map((one) => `邀请码：${one.place ?? ''} ${one.relation}，${one.until}前有效${one.used ? '，已用' : ''}`),
    `没有付款的缴费明细：${quotes} 份；提醒记录：${contacts} 条`,
  ].join('\n')
}
