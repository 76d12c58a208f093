import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { stateOf } from '@core/domain/service/notice'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'

/** The page of staff: what is shown, what is to come, and the latest of what was. */
const NOTICES_SHOWN = 100

/** notice.list: those whose last day is farthest away first. */
export async function listNotices(
  { communityId }: { communityId: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'notice.list'>>> {
  const post = await permit(world, caller, communityId, 'post_notice')
  if (!post.ok) return post
  const notices = await world.store.find('notices', { where: { communityId }, sort: [['to', -1]], limit: NOTICES_SHOWN })
  return accept({
    notices: notices.map((notice) => {
      const { _id, title, text, from, to, postedBy } = notice
      return { noticeId: _id, title, text, from, to, postedBy: postedBy.name, state: stateOf(notice, world.today) }
    }),
  })
}
