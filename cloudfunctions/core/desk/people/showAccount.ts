import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { type Fen, fen, sumFen, ZERO } from '@contract/money'
import { accept, type Outcome } from '@contract/outcome'
import { daysBetween } from '@core/domain/calendar'
import { overdueBills } from '@core/domain/paying/account'
import type { Charges } from '@core/domain/paying/lateCharge'
import type { Entry } from '@core/domain/paying/ledger'
import { waivedBy } from '@core/domain/paying/waiving'
import { RELATION_WORDS } from '@core/domain/people/binding'
import { maskName, maskPhone } from '@core/domain/people/mask'
import { mayDo, seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { plansOf } from '@core/desk/paying/plans/planDocs'
import { planHappenings, planShown } from '@core/desk/paying/plans/planHistory'
import type { Account, Message } from '@core/store/records'
import { accountHolds } from './accountHolds'
import { chargesIn } from '@core/desk/paying/charges/chargesOf'
import { lateShown, lateTotal, waiversOf } from '@core/desk/paying/charges/chargesShown'
import { partiesShown } from './parties'
import { permit, permitAccount } from './permit'

type Shown = StaffAnswer<'account.show'>
const HAPPENINGS_SHOWN = 60

/** account.show: one account as staff see it: bills, people, and what happened, newest first. */
export async function showAccount(
  { accountId }: { accountId: string }, caller: Caller, world: World,
): Promise<Outcome<Shown>> {
  const seen = await permitAccount(world, caller, accountId, 'see_accounts')
  if (!seen.ok) return seen
  const { account, member } = seen.value
  const [bindings, entries, messages, plans, charges, { happened, ...held }] = await Promise.all([
    world.store.find('bindings', { where: { accountId, state: 'active' }, limit: 50 }),
    world.store.find('entries', { where: { accountId }, sort: [['at', -1]], limit: HAPPENINGS_SHOWN }),
    world.store.find('messages', { where: { accountId }, sort: [['createdAt', -1]], limit: HAPPENINGS_SHOWN }),
    plansOf(accountId, world),
    chargesIn(account.communityId, world),
    accountHolds(account, member, world),
  ])
  const late = overdueBills(account.open, world.today)
  return accept({
    accountId, communityId: account.communityId, label: account.label, name: account.name, phonesMasked: account.phones.map(maskPhone),
    outstanding: account.outstanding, overdue: sumFen(late.map((bill) => bill.outstanding)),
    prepaid: sumFen(account.prepaid.map((part) => part.amount)),
    daysOverdue: late[0] ? daysBetween(late[0].dueOn, world.today) : 0,
    notes: [...account.internalNotes],
    people: bindings.map((binding) => ({ name: maskName(binding.name), relation: RELATION_WORDS[binding.relation], since: binding.since })),
    ...billsShown(account, world.today, charges),
    waivers: waiversOf(entries).map(({ entry, billId, amount }) => ({ waiverId: entry._id, billId, amount, says: entry.memo })),
    mayWaive: mayDo(member, 'decide_charges'), parties: partiesShown(account), mayAddParty: mayDo(member, 'issue_invitation'),
    plans: plans.map((plan) => planShown(plan, account, world)),
    ...held,
    timeline: timelineOf(account, entries, messages, [...happened, ...plans.flatMap(planHappenings)]),
  })
}

/** What is open, each with today's late charge beside it; then the charges of bills that are paid. */
function billsShown(account: Account, today: Day, charges: Charges): Pick<Shown, 'bills' | 'lateCharge'> {
  const late = lateTotal(account, today, charges)
  const all = [...account.open, ...(account.lateOwed ?? []).map((owed) => ({ ...owed, outstanding: ZERO }))]
  return {
    ...(late > 0 ? { lateCharge: late } : {}),
    bills: all.map(({ billId, title, period, dueOn, outstanding }) => {
      const shown = lateShown(account, billId, today, charges)
      return { billId, title, period, dueOn, outstanding, daysOverdue: Math.max(0, daysBetween(dueOn, today)), ...(shown ? { late: shown } : {}) }
    }),
  }
}

function timelineOf(
  account: Account, entries: readonly Entry[], messages: readonly Message[], happened: readonly Shown['timeline'][number][],
): Shown['timeline'] {
  const all = [
    ...happened,
    ...entries.map((entry) => ({ at: entry.at, kind: entry.kind === 'payment' ? ('payment' as const) : ('bill' as const), ...wordsOf(entry) })),
    ...messages.filter((message) => message.state === 'sent').map((message) => ({
      at: message.endedAt ?? message.createdAt, kind: 'message' as const, says: sayMessage(message),
    })),
    { at: account.createdAt, kind: 'note' as const, says: '登记缴费户' },
  ]
  return all.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, HAPPENINGS_SHOWN)
}

function wordsOf(entry: Entry): { says: string; amount: Fen } {
  const charged = sumFen(entry.postings.filter((p) => p.account === 'receivable' && p.amount > 0).map((p) => p.amount))
  if (entry.kind === 'opening') return { says: '接收台账欠费', amount: charged }
  if (entry.kind === 'charge') return { says: `出账 ${entry.memo}`, amount: charged }
  if (entry.kind === 'void') return { says: `账单作废：${entry.memo}`, amount: sumFen(entry.postings.filter(isTakenBack).map((p) => p.amount)) }
  if (entry.kind === 'waive') return { says: `减免违约金：${entry.memo}`, amount: waivedBy(entry) }
  const paid = fen(Math.max(0, ...entry.postings.map((p) => p.amount), ZERO))
  return { says: entry.kind === 'payment' ? '微信缴费' : '冲正', amount: paid }
}
/** Of a void bill's entry, what the bill had charged; its late charge goes beside it. */
function isTakenBack({ account, amount }: Entry['postings'][number]): boolean {
  return amount > 0 && account !== 'income:late_charge'
}
function sayMessage(message: Message): string {
  return message.purpose === 'receipt' ? '已发缴费成功通知' : `已发缴费提醒${message.stage ? `（${message.stage}）` : ''}`
}

const FOUND_MAX = 20

/** account.find: by the beginning of a room's label or of a registered name. */
export async function findAccounts(
  { communityId, text }: { communityId: string; text: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'account.find'>>> {
  const post = await permit(world, caller, communityId, 'see_accounts')
  if (!post.ok) return post
  const beginning = { gte: text, lt: `${text}\uffff` }
  const [byLabel, byName] = await Promise.all([
    world.store.find('accounts', { where: { communityId, label: beginning }, sort: [['label', 1]], limit: FOUND_MAX }),
    world.store.find('accounts', { where: { communityId, name: beginning }, sort: [['name', 1]], limit: FOUND_MAX }),
  ])
  const found = new Map([...byLabel, ...byName].map((account) => [account._id, account]))
  const rows = [...found.values()].filter((account) => seesBuilding(post.value, account.building)).slice(0, FOUND_MAX)
  return accept({ rows: rows.map(({ _id, label, name, outstanding }) => ({ accountId: _id, label, name, outstanding })) })
}
