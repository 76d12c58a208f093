import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { PROPOSAL_WORDS, sayEffect } from '@core/domain/collecting/holding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { pageAfter } from '@core/store/pages'

type Ask = { readonly communityId: string; readonly after?: string | undefined }
type Listed = StaffAnswer<'proposal.list'>

const ROWS_A_PAGE = 50

/** proposal.list: what the ledgers' remarks propose and nobody has decided yet. */
export async function listProposals({ communityId, after }: Ask, caller: Caller, world: World): Promise<Outcome<Listed>> {
  const post = await permit(world, caller, communityId, 'hold_account')
  if (!post.ok) return post
  const where = { communityId, state: 'open' } as const
  const end = after === undefined ? null : { value: after, id: after }
  const [found, count] = await Promise.all([
    pageAfter(world.store, 'proposals', where, '_id', end, ROWS_A_PAGE),
    after === undefined ? world.store.count('proposals', where) : undefined,
  ])
  const last = found.at(-1)
  return accept({
    rows: found.map((proposal) => {
      const { _id: proposalId, accountId, label, kind, remark, day } = proposal
      const needsDay = kind === 'promise' && (day === null || day < world.today)
      return { proposalId, accountId, label, kind, title: PROPOSAL_WORDS[kind], remark, says: sayEffect(proposal), day, needsDay }
    }),
    ...(count === undefined ? {} : { count }),
    ...(last && found.length === ROWS_A_PAGE ? { next: last._id } : {}),
  })
}
