import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { checkSeals } from '@core/desk/people/sealAudit'
import { auditAccount, auditReceipts, BOOKS_RULES, type BooksRule, broken, type Broken } from '@core/domain/paying/booksRules'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { allOf, pagesOf } from '@core/store/pages'
import type { Account } from '@core/store/records'

export const ACCOUNTS_A_PAGE = 50
const RECEIPTS_A_PAGE = 1000
/** Enough to act on; the count of accounts checked says how far the audit went. */
const BROKEN_SHOWN = 100

/** books.audit: every rule over a community's live data. */
export async function auditBooks({ communityId }: { communityId: string }, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'books.audit'>>> {
  const post = await permit(world, caller, communityId, 'audit_books')
  if (!post.ok) return post
  const { found, checked } = await auditCommunity(communityId, world)
  return accept({
    rules: (Object.keys(BOOKS_RULES) as BooksRule[]).map((rule) => {
      const mine = found.filter((one) => one.rule === rule)
      return { rule, says: BOOKS_RULES[rule], holds: mine.length === 0, broken: mine.map((one) => one.says) }
    }),
    checkedAccounts: checked,
  })
}

export async function auditCommunity(communityId: string, world: World): Promise<{ found: readonly Broken[]; checked: number }> {
  const found: Broken[] = []
  let checked = 0
  for await (const accounts of pagesOf(world.store, 'accounts', { communityId }, 'label', ACCOUNTS_A_PAGE)) {
    found.push(...(await auditAccounts(accounts, world)))
    checked += accounts.length
    if (found.length >= BROKEN_SHOWN) break
  }
  found.push(...(await auditWhole(communityId, world)))
  return { found: found.slice(0, BROKEN_SHOWN), checked }
}

/** What is no account's own: the receipts' numbers and the seals of the audit trail. */
export async function auditWhole(communityId: string, world: World): Promise<readonly Broken[]> {
  const unsealed = await checkSeals(communityId, world)
  return [...(await auditSequences(communityId, world)), ...unsealed.map((says) => broken('audit_sealed', says))]
}

export async function auditAccounts(accounts: readonly Account[], world: World): Promise<readonly Broken[]> {
  const ids = accounts.map((account) => account._id)
  const [entries, bills, orders, plans] = await Promise.all([
    allOf(world.store, 'entries', 'accountId', ids, 'at'),
    allOf(world.store, 'bills', 'accountId', ids, 'dueOn'),
    allOf(world.store, 'orders', 'accountId', ids, 'paidAt'),
    allOf(world.store, 'plans', 'accountId', ids, 'createdAt'),
  ])
  const idsOf = (accountId: string, isVoid: boolean) =>
    new Set(bills.filter((one) => one.accountId === accountId && one.void === isVoid).map((one) => one._id))
  return accounts.flatMap((account) =>
    auditAccount({
      account,
      entries: entries.filter((one) => one.accountId === account._id),
      billIds: idsOf(account._id, false),
      voidIds: idsOf(account._id, true),
      orders: orders.filter((one) => one.accountId === account._id),
      plans: plans.filter((one) => one.accountId === account._id),
    }),
  )
}

async function auditSequences(communityId: string, world: World): Promise<readonly Broken[]> {
  const community = await world.store.get('communities', communityId)
  const year = world.today.slice(0, 4)
  const found: Broken[] = []
  for (const { payeeId } of community?.payees ?? []) {
    for (let last = 0; ; ) {
      const receipts = await world.store.find('receipts', {
        where: { payeeId, year, seq: { gt: last } }, sort: [['seq', 1]], limit: RECEIPTS_A_PAGE,
      })
      found.push(...auditReceipts(receipts, last))
      last = receipts[receipts.length - 1]?.seq ?? last
      if (receipts.length < RECEIPTS_A_PAGE) break
    }
  }
  return found
}
