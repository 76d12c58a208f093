import './Results.css'
import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Icon } from '@/components/Icon'
import { Money } from '@/components/Money'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { go, goBack, goTab } from '@/services/go'
import type { ResidentAnswer } from '@contract/contract/resident'
import { type Fen, showFen } from '@contract/money'
import { Text, View } from '@tarojs/components'
import { ReceiptReminder } from './ReceiptReminder'

type Status = ResidentAnswer<'pay.status'>

export function Paid({
  status: { amount, refunded, surplus, receiptId, receiptNo },
}: {
  readonly status: Status
}) {
  return (
    <View>
      <View className='result result--paid'>
        <Icon name='circle-check' words='缴费成功' />
      </View>
      <Money size='hero' amount={amount} meaning='实付金额' />
      {surplus > 0 && (
        <Note>{`其中 ¥${showFen(surplus)} 暂时没有对应的账单，物业会联系您核对，款项不会丢失`}</Note>
      )}
      {refunded > 0 && <Note>{`其中 ¥${showFen(refunded)} 已原路退回`}</Note>}
      <Row title='收据号' note={receiptNo ?? '正在编号，一两分钟后可以看到'} />
      <Acts>
        {receiptId !== undefined && (
          <Button kind='filled' onTap={() => go('receipt', { receiptId })}>
            查看收据
          </Button>
        )}
        {receiptNo === undefined && <ReceiptReminder />}
        <Button kind='words' onTap={() => goTab('home')}>
          返回首页
        </Button>
      </Acts>
    </View>
  )
}

/** After the payer's own window said paid. `closed`: the order was given up first, and late money is real. */
export function OnTheWay({ amount, closed }: { readonly amount: Fen | undefined; readonly closed: boolean }) {
  return (
    <View>
      <Text className='result'>已付款，入账中</Text>
      {amount !== undefined && <Money size='hero' amount={amount} meaning='已付金额' />}
      {closed ? (
        <Note>
          这笔付款正在和微信核对。款项不会丢失：会记到您的账上，或由物业联系您。请不要再付一次，有疑问请联系物业前台。
        </Note>
      ) : (
        <Note>微信已收到您的付款，正在记到账上，通常几秒钟。可以离开本页，请不要再付一次。</Note>
      )}
      <Acts>
        <Button onTap={() => goTab('home')}>返回首页</Button>
      </Acts>
    </View>
  )
}

type NotPaidProps = { readonly outcome: 'cancelled' | 'failed'; readonly closed: boolean }

/** The payer's window said no. Until the order is closed the cloud keeps asking WeChat whether that is so. */
export function NotPaid({ outcome, closed }: NotPaidProps) {
  const cancelled = outcome === 'cancelled'
  return (
    <View>
      <Text className='result'>{cancelled ? '您取消了这次付款' : '微信没有完成这次付款'}</Text>
      <Note>
        {cancelled
          ? '没有扣款，账单还在，什么时候方便再缴都可以。'
          : '可能是网络或银行卡限额的原因。请先看微信有没有扣款通知：没有，就可以再付一次；有，请稍等，入账后这里会更新。'}
      </Note>
      {closed && <Note>这次的付款单已经关闭，不会再扣款。</Note>}
      <Acts>
        <Button kind='filled' onTap={goBack}>
          返回，重新缴纳
        </Button>
      </Acts>
    </View>
  )
}

export function Unknown({ says, next }: { readonly says: string; readonly next: string }) {
  return (
    <View>
      <Text className='result'>{says}</Text>
      <Note>{next}</Note>
      <Acts>
        <Button onTap={() => go('receipts')}>看缴费记录</Button>
      </Acts>
    </View>
  )
}
