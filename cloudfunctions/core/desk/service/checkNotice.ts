import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { forbiddenIn } from '@core/domain/collecting/linter'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'

type Ask = { readonly communityId: string; readonly title: string; readonly text: string }

/** notice.check: the words that a resident must not be sent, so that a person can change them. */
export async function checkNotice(ask: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'notice.check'>>> {
  const post = await permit(world, caller, ask.communityId, 'post_notice')
  return post.ok ? accept({ forbidden: [...forbiddenIn(`${ask.title}\n${ask.text}`, 'resident')] }) : post
}
