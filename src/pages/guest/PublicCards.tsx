import { Card } from '@/components/Card'
import { Chips } from '@/components/Chip'
import { Note } from '@/components/Note'
import { Row } from '@/components/Row'
import { go } from '@/services/go'
import { formatDay, formatShortDay } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import Taro from '@tarojs/taro'

export type Guest = ResidentAnswer<'guest.show'>

type PublicCardsProps = {
  readonly guest: Guest
  readonly onChoose: (communityId: string) => void
  /** On the first screen only so many of each, so that the way in is not pushed out of sight. */
  readonly most?: number
}

/** What is public anyway: who manages the place, what they announce, what they charge and on which basis. */
export function PublicCards({ guest, onChoose, most }: PublicCardsProps) {
  const { communities, community } = guest
  return (
    <>
      {communities.length > 1 && (
        <Chips
          choices={communities.map(({ communityId: value, name: words }) => ({ value, words }))}
          chosen={community?.communityId ?? ''}
          onChoose={onChoose}
        />
      )}
      {community === null ? (
        <Card title='您住在哪个小区？'>
          <Note>选择小区后，可以看到它的公告和收费标准。</Note>
        </Card>
      ) : (
        <Company community={community} />
      )}
      {community !== null && <Notices guest={guest} most={most} />}
      {community !== null && <Tariffs guest={guest} most={most} />}
    </>
  )
}

function Company({ community: { name, company, counterPhone } }: { readonly community: NonNullable<Guest['community']> }) {
  return (
    <Card title={name}>
      <Note>{`由${company}服务`}</Note>
      <Row
        title={`前台电话 ${counterPhone}`}
        note='点一下拨打'
        onTap={() => void Taro.makePhoneCall({ phoneNumber: counterPhone }).catch(() => undefined)}
      />
    </Card>
  )
}

type Part = { readonly guest: Guest; readonly most: number | undefined }

function Notices({ guest: { notices, community }, most = notices.length }: Part) {
  if (notices.length === 0) return null
  return (
    <Card title='公告'>
      {notices.slice(0, most).map(({ noticeId, title, text, from, to }) => (
        <Row key={noticeId} title={title} note={`${text}\n${formatShortDay(from)}至${formatShortDay(to)}`} />
      ))}
      {notices.length > most && <All communityId={community?.communityId} says={`查看全部 ${notices.length} 条公告`} />}
    </Card>
  )
}

function Tariffs({ guest: { tariffs, community }, most = tariffs.length }: Part) {
  return (
    <Card title='收费标准'>
      {tariffs.length === 0 && <Note>还没有公示收费标准，可以向前台询问。</Note>}
      {tariffs.slice(0, most).map(({ says, basis, publishedOn, effectiveFrom }) => (
        <Row
          key={`${says} ${effectiveFrom} ${basis}`}
          title={says}
          note={`${formatDay(effectiveFrom)}起。依据：${basis}。${formatDay(publishedOn)}公示`}
        />
      ))}
      {tariffs.length > most && <All communityId={community?.communityId} says={`查看全部 ${tariffs.length} 项收费标准`} />}
    </Card>
  )
}

function All({ communityId, says }: { readonly communityId: string | undefined; readonly says: string }) {
  return <Row title={says} onTap={() => go('guest', communityId === undefined ? {} : { communityId })} />
}
