import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { CodeCard } from '@/components/CodeCard'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { askResident } from '@/services/cloud'
import type { ResidentAnswer } from '@contract/contract/resident'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'

type Guest = 'family' | 'tenant'

const GUESTS = [
  { value: 'family', words: '邀请家人' },
  { value: 'tenant', words: '邀请租客' },
] as const
const MAY: Record<Guest, string> = {
  family: '家人能看到这套房屋的全部账单，也能替您缴纳，收据双方都有。',
  tenant: '租客只看到租住期间的账单，也能缴纳这些账单。',
}

/** A one-use code, handed on by the owner's own hand: in a chat, or read out. */
export function Invite({ accountId }: { readonly accountId: string }) {
  const [guest, setGuest] = useState<Guest>('family')
  const [invitation, setInvitation] = useState<ResidentAnswer<'family.invite'> | null>(null)
  const { act, problem } = useAct(
    () => askResident('family.invite', { accountId, relation: guest }),
    setInvitation,
  )
  useShareAppMessage(() => ({
    title: '邀请您一起查看和缴纳物业账单',
    path: invitation ? `/pages/invited/index?code=${invitation.code}` : '/pages/home/index',
  }))

  const choose = (next: Guest) => {
    setGuest(next)
    setInvitation(null)
  }
  return (
    <Card title='邀请'>
      <Chips choices={GUESTS} chosen={guest} onChoose={choose} />
      <Note>{MAY[guest]}</Note>
      {invitation ? (
        <>
          <CodeCard {...invitation} says='请对方打开小程序：我的 → 填写邀请码' />
          {/* Sharing to a chat is WeChat's own; a browser has the code to copy. */}
          {process.env['TARO_ENV'] !== 'h5' && (
            <Acts>
              <Button kind='filled' openType='share'>
                发给微信好友
              </Button>
            </Acts>
          )}
        </>
      ) : (
        <Acts>
          <Button kind='filled' onTap={act}>
            生成邀请码
          </Button>
        </Acts>
      )}
      <Problem problem={problem} />
    </Card>
  )
}
