import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, put } from '@core/store/store'

type Withdrawn = Outcome<StaffAnswer<'notice.withdraw'>>

/** notice.withdraw: nobody reads it from that second on; that it was posted stays on record. */
export async function withdrawNotice({ noticeId }: { noticeId: string }, caller: Caller, world: World): Promise<Withdrawn> {
  const notice = await world.store.get('notices', noticeId)
  if (!notice) return refuse('NOTICE_NOT_FOUND')
  const { communityId, title } = notice
  const post = await permit(world, caller, communityId, 'post_notice')
  if (!post.ok) return post
  const row = auditRow(world, { communityId, by: caller.openid, act: 'notice.withdraw', on: noticeId, detail: title })
  return world.store.change({ known: ['notices', noticeId] }, ({ known }): Decision<Withdrawn> => {
    const result = accept({ withdrawn: true as const })
    if (known?.withdrawnAt !== null) return { writes: [], result }
    return { writes: [put('notices', { ...known, withdrawnAt: world.now }), insert('audit', row)], result }
  })
}
