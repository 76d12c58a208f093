import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { checkedDay, answerDay } from '@core/domain/collecting/holds'
import { PROPOSAL_TITLES, sayEffect } from '@core/domain/collecting/holdWords'
import { mayDo, seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Proposal, StaffMember } from '@core/store/records'
import { pageAfter, type PageEnd } from '@core/store/pages'
import { limitedTo } from '../owedTotals'
import { actFor } from './holdFacts'

type Ask = { readonly communityId: string; readonly after?: string | undefined }
type Listed = StaffAnswer<'proposal.list'>
type Shown = Listed['rows'][number]

const ROWS_A_PAGE = 50

/** proposal.list: what the remarks may mean and what accepting each would do, in the order of the sheet. */
export async function listProposals({ communityId, after }: Ask, caller: Caller, world: World): Promise<Outcome<Listed>> {
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const member = post.value
  const { rows, next } = await pageOf(communityId, after === undefined ? null : endOf(after), member, world)
  const accounts = new Map((await world.store.getMany('accounts', [...new Set(rows.map(({ accountId }) => accountId))])).map((one) => [one._id, one]))
  const count = after === undefined ? { count: await counted(communityId, member, world) } : {}
  return accept({ rows: rows.flatMap((row) => shownOf(row, accounts.get(row.accountId), member, world)), ...count, ...(next ? { next } : {}) })
}

type Page = { readonly rows: readonly Proposal[]; readonly next: string | null }

/** As many as fill a page, of the buildings that the member sees. */
async function pageOf(communityId: string, from: PageEnd | null, member: StaffMember, world: World): Promise<Page> {
  const rows: Proposal[] = []
  let end = from
  for (;;) {
    const page = await pageAfter(world.store, 'proposals', { communityId, state: 'open' }, 'place', end, ROWS_A_PAGE)
    for (const row of page.filter(({ building }) => seesBuilding(member, building))) {
      if (rows.length === ROWS_A_PAGE) return { rows, next: cursorOf(rows.at(-1)) }
      rows.push(row)
    }
    const last = page.at(-1)
    if (!last || page.length < ROWS_A_PAGE) return { rows, next: null }
    end = { value: last.place, id: last._id }
  }
}

function counted(communityId: string, member: StaffMember, { store }: World): Promise<number> {
  const buildings = limitedTo(member)
  return store.count('proposals', { communityId, state: 'open', ...(buildings === null ? {} : { building: { in: buildings } }) })
}

/** A proposal as staff read it, here and on the account's own page. */
export function shownOf(proposal: Proposal, account: Account | undefined, member: StaffMember, { today }: World): readonly Shown[] {
  if (!account) return []
  const { _id: proposalId, accountId, label, kind, remark, sheetRow, day } = proposal
  const unfit = kind === 'promise' && account.open.some(({ billId }) => proposal.billIds.includes(billId)) && !checkedDay('promise', day, today).ok
  return [{
    proposalId, accountId, label: `${label} ${account.name}`.trim(), kind, title: PROPOSAL_TITLES[kind], remark, from: `台账第 ${sheetRow} 行`,
    does: sayEffect(unfit ? { ...proposal, day: null } : proposal, account, answerDay(today)), needsDay: unfit, day,
    mayDecide: mayDo(member, actFor(kind)),
  }]
}

function cursorOf(row: Proposal | undefined): string | null {
  return row ? `${row.place} ${row._id}` : null
}
function endOf(cursor: string): PageEnd {
  const at = cursor.lastIndexOf(' ')
  return { value: cursor.slice(0, at), id: cursor.slice(at + 1) }
}
