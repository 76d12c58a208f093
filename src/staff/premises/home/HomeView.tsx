import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { go } from '@/services/go'
import { type Day, formatDay, formatPeriod } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { AddingMeter } from './AddingMeter'
import { Assigning } from './Assigning'
import { Entitling } from './Entitling'
import { Freeing } from './Freeing'
import { Measuring } from './Measuring'
import { Noting } from './Noting'
import { Reshaping } from './Reshaping'

export type Premises = StaffAnswer<'premises.show'>
type HomeViewProps = { readonly premises: Premises; readonly onChanged: () => Promise<void> }
type Act = 'assign' | 'measure' | 'meter' | 'reshape' | 'entitle' | 'note'

export function HomeView({ premises, onChanged }: HomeViewProps) {
  const [act, setAct] = useState<Act | null>(null)
  const [more, setMore] = useState(false)
  const close = () => setAct(null)
  const done = async () => {
    close()
    await onChanged()
  }
  const { label, area, kind, persons, handedOverOn, tariffs, since, until } = premises
  return (
    <>
      <Card title={label}>
        <Note>{kind === 'residential' ? '住宅' : '商铺'}</Note>
        {since !== undefined && <Note>{`${formatDay(since)}由拆分或合并而来。`}</Note>}
        {until !== undefined && <Note>{`到${formatDay(until)}为止，之后已拆分或合并。`}</Note>}
        <Row title='收费面积'>{area === null ? '没有登记' : `${area} ㎡`}</Row>
        <Row title='交房日期'>{handedOverOn === null ? '没有登记' : formatDay(handedOverOn)}</Row>
        {persons !== null && <Row title='登记人数'>{`${persons} 人`}</Row>}
        {tariffs.map(({ tariffId, says, from, published }) => (
          <Row key={tariffId} title={says} note={`${formatDay(from)}起${published ? '' : '，还没有公示'}`} />
        ))}
        <Acts>
          <Button kind='filled' onTap={() => setAct('assign')}>
            变更缴费户
          </Button>
          <Button onTap={() => setAct('measure')}>更正面积</Button>
          {more ? (
            <>
              <Button onTap={() => setAct('meter')}>登记表</Button>
              <Button onTap={() => setAct('note')}>登记资料</Button>
              <Button onTap={() => setAct('entitle')}>优惠资格</Button>
              {until === undefined && <Button onTap={() => setAct('reshape')}>拆分或合并</Button>}
            </>
          ) : (
            <Button kind='words' onTap={() => setMore(true)}>
              更多
            </Button>
          )}
        </Acts>
      </Card>
      <Payers premises={premises} onChanged={onChanged} />
      <Bills premises={premises} />
      <Assigning open={act === 'assign'} premises={premises} onClose={close} onDone={done} />
      <AddingMeter open={act === 'meter'} premises={premises} onClose={close} onDone={done} />
      <Noting open={act === 'note'} premises={premises} onClose={close} onDone={done} />
      <Entitling open={act === 'entitle'} premises={premises} onClose={close} onDone={done} />
      <Reshaping open={act === 'reshape'} premises={premises} onClose={close} onDone={done} />
      <Measuring open={act === 'measure'} premises={premises} onClose={close} onDone={done} />
    </>
  )
}

function Payers({ premises: { payers }, onChanged }: HomeViewProps) {
  const [chosen, setChosen] = useState<Premises['payers'][number] | null>(null)
  const freed = async () => {
    setChosen(null)
    await onChanged()
  }
  return (
    <Card title='谁缴费'>
      {payers.length === 0 && <Note>没有登记缴费户，出账时会跳过这套房屋。</Note>}
      {payers.map(({ holdingId, accountId, name, says, from, to, items, free = [] }) => (
        <Row
          key={holdingId}
          title={name}
          tag={<Tag tone='plain'>{says}</Tag>}
          note={[sayDays(from, to), ...(items ? [items.join('、')] : []), ...free.map((one) => `${sayDays(one.from, one.to)} ${one.says}`)].join('\n')}
          onTap={() => go('account', { accountId })}
        />
      ))}
      {payers[0] && (
        <Acts>
          <Button kind='words' onTap={() => setChosen(payers[0] ?? null)}>
            登记免收日期
          </Button>
        </Acts>
      )}
      {chosen && <Freeing payer={chosen} onClose={() => setChosen(null)} onDone={freed} />}
    </Card>
  )
}

export function sayDays(from: Day, to: Day | null): string {
  return to === null ? `${formatDay(from)}起` : `${formatDay(from)}至${formatDay(to)}`
}

function Bills({ premises: { bills } }: { readonly premises: Premises }) {
  return (
    <Card title='近一年账单'>
      {bills.length === 0 && <Note>近一年没有账单。</Note>}
      {bills.map((bill) => (
        <Row
          key={bill.billId}
          title={`${formatPeriod(bill.period)}${bill.title}`}
          note={`${bill.payer}，${sayDays(bill.from, bill.to)}`}
          tag={bill.void ? <Tag tone='plain'>已作废</Tag> : bill.outstanding === 0 && <Tag tone='paid'>已缴清</Tag>}
          onTap={() => go('billCase', { billId: bill.billId })}
        >
          <Money amount={bill.amount} meaning='账单金额' />
        </Row>
      ))}
    </Card>
  )
}
