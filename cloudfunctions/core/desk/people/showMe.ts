import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { noticeTemplates } from '@core/desk/billing/noticeTemplates'
import { maskPhone } from '@core/domain/people/mask'
import { bindTriesLeft } from '@core/domain/people/tries'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { StaffMember } from '@core/store/records'
import { myAccounts } from './residentAccount'

const POSTS_MAX = 100

/** me.show: what this person has agreed to, is bound to and works for. Answers a stranger too. */
export async function showMe(
  _ask: object, { openid }: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'me.show'>>> {
  const [person, accounts, posts] = await Promise.all([
    world.store.get('persons', openid),
    myAccounts(world, openid),
    world.store.find('staff', { where: { openid, state: 'active' }, limit: POSTS_MAX }),
  ])
  const communities = await world.store.getMany('communities', posts.map((post) => post.communityId))
  const names = new Map(communities.map(({ _id, name }) => [_id, name]))
  return accept({
    privacyAccepted: Boolean(person?.privacy), privacyVersion: person?.privacy?.version ?? null,
    phoneMasked: person?.phone ? maskPhone(person.phone) : null,
    bindTriesLeft: bindTriesLeft(person),
    accounts,
    staff: posts.map((post) => staffPost(post, names.get(post.communityId) ?? '')),
    templates: noticeTemplates(world),
  })
}

export function staffPost({ communityId, roles }: StaffMember, community: string) {
  return { communityId, community, roles: [...roles] }
}
