import { type Day, formatShortDay, type Instant } from '@contract/calendar'
import { showFen, sumFen } from '@contract/money'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { maskPhone } from '@core/domain/people/mask'
import type { Account, HoldRecord, Proposal, Task } from '@core/store/records'
import { checked, checkedDay, endHold, type Held, type HoldWish, lateOfPromise, openOf, setHold } from './holds'
import { FLAG_WORDS, PROPOSAL_TITLES, sayHold } from './holdWords'

/** What a person brings who accepts a proposal, or sets a hold by hand. */
export type Decider = {
  readonly by: string; readonly at: Instant; readonly today: Day; readonly holdId: string; readonly note: string; readonly newFacts: string
}
export type Applied = {
  readonly account: Account
  readonly records: readonly HoldRecord[]
  readonly tasks: readonly Task[]
  /** For the audit trail: no name, and of a number only what is left of it when masked. */
  readonly says: string
}

/**
 * Accepted: what the remark meant comes into force. `earlier` are the account's holds so far, so that
 * no bill is disputed twice and no promise stands beside another for the same bills.
 */
export function applied(proposal: Proposal, account: Account, earlier: readonly HoldRecord[], day: Day | null, decider: Decider): Outcome<Applied> {
  const plain = { account, records: [], tasks: [], says: PROPOSAL_TITLES[proposal.kind] }
  switch (proposal.kind) {
    case 'dispute':
    case 'promise': {
      const billIds = openOf(account, proposal).map(({ billId }) => billId)
      const until = day ?? proposal.day
      // Nothing of the row is owed any more: what was said is recorded, and nothing is held.
      if (billIds.length === 0) return accept({ ...plain, says: `${plain.says}：没有对应的待缴账单，只作记录` })
      if (proposal.kind === 'promise') {
        const checkedUntil = checkedDay('promise', until, decider.today)
        if (!checkedUntil.ok) return checkedUntil
      }
      return holding({ kind: proposal.kind, billIds, until, caseState: null }, account, earlier, { ...decider, counsel: null })
    }
    case 'case':
      return holding({ kind: 'case', billIds: null, until: null, caseState: proposal.caseState }, account, earlier, { ...decider, counsel: null })
    case 'wrong_number': {
      const { phone } = proposal
      const says = `${plain.says}：${phone === null ? '没有登记号码' : `移除 ${maskPhone(phone)}`}`
      const without = { ...account, phones: account.phones.filter((one) => one !== phone) }
      return accept({ ...plain, account: without, tasks: [findPhone(proposal, decider.at)], says })
    }
    case 'hardship':
      return accept({ ...plain, account: withFlag(account, 'hardship', true), says: `登记${FLAG_WORDS.hardship}` })
    case 'tenant':
      return accept({ ...plain, tasks: [inviteTask(proposal, decider.at)] })
  }
}

type Setting = Decider & { readonly counsel: string | null }

/** A hold set: what runs already and means the same gives way to it, and a dispute asks for an answer. */
export function holding(wish: HoldWish, account: Account, earlier: readonly HoldRecord[], setting: Setting): Outcome<Applied> {
  const good = checked(wish, account, setting.today)
  if (!good.ok) return good
  const again = wish.kind === 'dispute' ? disputedBefore(wish, earlier, setting.newFacts) : null
  if (again) return again
  const gone = earlier.filter((record) => record.state === 'running' && givesWay(record, good.value))
  let [free, ended]: [Account, readonly HoldRecord[]] = [account, []]
  for (const record of gone) {
    const end = endHold(free, record, { how: 'by_hand', by: setting.by, note: '由新的一条接替' }, setting.today)
    free = end.account
    ended = [...ended, end.record]
  }
  const held = setHold(free, good.value, setting, setting.today)
  const says = sayHold(held.record, good.value.billIds === null ? null : openOf(account, good.value))
  const tasks = wish.kind === 'dispute' ? [answerTask(held, setting.at)] : []
  return accept({ account: held.account, records: [...ended, held.record], tasks, says })
}

/** A promise for the same bills is made anew, a case moves on; other holds stand beside each other. */
function givesWay(record: HoldRecord, { kind, billIds }: HoldWish): boolean {
  if (record.kind !== kind) return false
  return kind === 'case' || (kind === 'promise' && shares(record, billIds))
}
function shares(record: Pick<HoldRecord, 'billIds'>, billIds: readonly string[] | null): boolean {
  return billIds === null || record.billIds === null || record.billIds.some((billId) => billIds.includes(billId))
}

/** A dispute that runs is answered first; one that was answered needs new facts (rules §9). */
function disputedBefore({ billIds }: HoldWish, earlier: readonly HoldRecord[], newFacts: string) {
  const same = earlier.filter((record) => record.kind === 'dispute' && shares(record, billIds))
  if (same.some(({ state, answer }) => state === 'running' && answer === null)) return refuse('DISPUTE_RUNNING')
  return same.some(({ answer }) => answer !== null) && newFacts === '' ? refuse('DISPUTE_REPEATED') : null
}

export function withFlag(account: Account, flag: 'hardship', on: boolean): Account {
  const others = (account.flags ?? []).filter((one) => one !== flag)
  return { ...account, flags: on ? [...others, flag] : others }
}

export const answerTaskId = (holdId: string) => `dispute:${holdId}`

function answerTask({ account, record }: Held, at: Instant): Task {
  const by = record.answerBy === null ? '' : `（${formatShortDay(record.answerBy)}前）`
  const bills = sayHold(record, openOf(account, record))
  return taskOf(answerTaskId(record._id), account, 'dispute', `答复疑问${by}`, `${bills}；对方的意思：${record.note}`, at)
}
function findPhone({ _id, communityId, accountId, phone, remark }: Proposal, at: Instant): Task {
  const was = phone === null ? '没有登记电话' : `原号码 ${maskPhone(phone)}`
  return taskOf(`phone:${_id}`, { communityId, _id: accountId }, 'find_phone', '补登电话', `${was}，备注“${remark}”，找到后请项目经理在户档案里登记`, at)
}
function inviteTask({ _id, communityId, accountId, remark }: Proposal, at: Instant): Task {
  const says = `备注“${remark}”，请确认由谁缴纳，再发业主或租客邀请码；租客只看得到入住以后的账单`
  return taskOf(`invite:${_id}`, { communityId, _id: accountId }, 'invite_people', '邀请绑定', says, at)
}

/** Once: the day has passed and bills of the promise are still late. What follows is a person's to find out. */
export function brokenTask(account: Account, record: HoldRecord, at: Instant, today: Day): Task {
  const late = lateOfPromise(account, record, today)
  const left = showFen(sumFen(late.map(({ outstanding }) => outstanding)))
  const says = `约定${record.until === null ? '' : formatShortDay(record.until)}前缴纳，还有 ${late.length} 笔 ¥${left}没有缴清，请问问有什么困难`
  return taskOf(`promise:${record._id}`, account, 'promise_broken', '约定的缴费日已过', says, at)
}

function taskOf(id: string, { communityId, _id }: Pick<Account, 'communityId' | '_id'>, kind: string, title: string, says: string, createdAt: Instant): Task {
  return { _id: id, communityId, accountId: _id, kind, title, says, state: 'open', createdAt, doneBy: null, doneAt: null }
}
