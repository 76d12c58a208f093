import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { forbiddenIn } from '@core/domain/collecting/linter'
import { daysFit } from '@core/domain/service/notice'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Notice } from '@core/store/records'
import { type Decision, insert, put } from '@core/store/store'
import { createHash } from 'node:crypto'

type Ask = { readonly communityId: string; readonly title: string; readonly text: string; readonly from: Day; readonly to: Day }

/** notice.post: to everybody in the community, guests too. The same words for the same days are one notice. */
export async function postNotice(ask: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'notice.post'>>> {
  const { communityId, title, text, from, to } = ask
  const post = await permit(world, caller, communityId, 'post_notice')
  if (!post.ok) return post
  if (!daysFit(ask, world.today)) return refuse('NOTICE_DAYS')
  if (forbiddenIn(`${title}\n${text}`, 'resident').length > 0) return refuse('NOTICE_WORDS')
  const notice: Notice = {
    _id: noticeId(ask), communityId, title, text, from, to,
    postedBy: { openid: caller.openid, name: post.value.name }, postedAt: world.now, withdrawnAt: null,
  }
  const row = auditRow(world, { communityId, by: caller.openid, act: 'notice.post', on: notice._id, detail: title })
  return world.store.change({ known: ['notices', notice._id] }, ({ known }): Decision<Outcome<{ noticeId: string }>> => {
    const result = accept({ noticeId: notice._id })
    if (known?.withdrawnAt === null) return { writes: [], result }
    return { writes: [put('notices', notice), insert('audit', row)], result }
  })
}

function noticeId({ communityId, title, text, from, to }: Ask): string {
  const digest = createHash('sha256').update(JSON.stringify([communityId, title, text, from, to])).digest('hex')
  return `notice-${digest.slice(0, 24)}`
}
