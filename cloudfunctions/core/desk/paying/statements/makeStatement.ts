import type { Day } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permitAccount } from '@core/desk/people/permit'
import { ownAccount } from '@core/desk/people/residentAccount'
import { type Statement, statementOf } from '@core/domain/paying/statement'
import type { Entry } from '@core/domain/paying/ledger'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Community } from '@core/store/records'
import { manyOf, pagesOf } from '@core/store/pages'
import { present } from '@core/store/store'

type Span = { from?: Day | undefined; to?: Day | undefined }
export type Ask = Span & { accountId?: string | undefined }
export type StaffAsk = Span & { accountId: string }
export type Made = { readonly statement: Statement; readonly account: Account; readonly community: Community; readonly from: Day; readonly to: Day }

const ENTRIES_A_PAGE = 500

/** statement.show: an account's debt over some days, for whoever may see it; a tenant sees the tenancy's own bills. */
export async function showStatement(ask: Ask, caller: Caller, world: World): Promise<Outcome<ResidentAnswer<'statement.show'>>> {
  const made = await residentStatement(ask, caller, world)
  return made.ok ? accept(statementShown(made.value)) : made
}

export async function residentStatement(ask: Ask, caller: Caller, world: World): Promise<Outcome<Made>> {
  const own = await ownAccount(world, caller, ask.accountId)
  if (!own.ok) return own
  return makeStatement(own.value.account, own.value.binding.seesFrom, ask, world)
}

/** account.statement: the same for staff. */
export async function accountStatement(
  ask: StaffAsk, caller: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'statement.show'>>> {
  const made = await staffStatement(ask, caller, world)
  return made.ok ? accept(statementShown(made.value)) : made
}

export async function staffStatement(ask: StaffAsk, caller: Caller, world: World): Promise<Outcome<Made>> {
  const seen = await permitAccount(world, caller, ask.accountId, 'see_accounts')
  return seen.ok ? makeStatement(seen.value.account, null, ask, world) : seen
}

async function makeStatement(account: Account, seesFrom: Day | null, span: Span, world: World): Promise<Outcome<Made>> {
  const { from = firstOfYear(world.today), to = world.today } = span
  if (to < from) return refuse('DAYS_REVERSED')
  const [community, entries] = await Promise.all([world.store.get('communities', account.communityId), entriesUntil(account._id, to, world)])
  const ids = [...new Set(entries.flatMap(({ postings }) => postings.flatMap(({ billId }) => billId ?? [])))]
  const bills = await manyOf(world.store, 'bills', ids)
  const seen = new Map(bills.filter(({ dueOn }) => seesFrom === null || dueOn >= seesFrom).map((bill) => [bill._id, bill]))
  return accept({ statement: statementOf(entries, seen, from, to), account, community: present(community, 'the community'), from, to })
}

function firstOfYear(today: Day): Day {
  return `${today.slice(0, 4)}-01-01` as Day
}

async function entriesUntil(accountId: string, to: Day, world: World): Promise<readonly Entry[]> {
  const found: Entry[] = []
  for await (const page of pagesOf(world.store, 'entries', { accountId }, 'at', ENTRIES_A_PAGE)) {
    found.push(...page.filter(({ day }) => day <= to))
    if ((page[page.length - 1]?.day ?? '') > to) break
  }
  return found
}

export function statementShown({ statement, account, community, from, to }: Made): ResidentAnswer<'statement.show'> {
  return {
    accountId: account._id, label: account.label, company: community.companyName, from, to,
    opening: statement.opening, closing: statement.closing, prepaid: statement.prepaid,
    lines: statement.lines.map((line) => ({ ...line })), sums: statement.sums.map((sum) => ({ ...sum })),
  }
}
