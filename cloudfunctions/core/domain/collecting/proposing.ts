import type { Day } from '@contract/calendar'
import { maskPhone } from '@core/domain/people/mask'
import type { Account, Hold, Proposal, Task } from '@core/store/records'
import { answerBy, onRecord, withHold } from './holding'
import { isOpen } from './holds'

export type Applied = {
  readonly account: Account
  readonly hold: Hold | null
  readonly task: Pick<Task, 'kind' | 'title' | 'says'> | null
  /** For the audit trail: what was taken away, masked. */
  readonly detail: string
}
type Ticked = { readonly holdId: string; readonly today: Day; /** A promise's day. */ readonly day: Day | null }

/** What a ticked proposal does to its account (rules §5, §9). A hold that has nothing to hold is left out. */
export function applyProposal(account: Account, proposal: Proposal, ticked: Ticked): Applied {
  const { today } = ticked
  const nothing = { account, hold: null, task: null, detail: proposal.kind }
  switch (proposal.kind) {
    case 'dispute':
    case 'promise': {
      const hold = holdOf(account, proposal.kind, proposal.billIds, ticked)
      if (!hold) return nothing
      return { ...nothing, account: withHold(account, hold), hold, task: proposal.kind === 'dispute' ? disputeTask(proposal.remark, today) : null }
    }
    case 'case': {
      const hold: Hold = { holdId: ticked.holdId, kind: 'case', billIds: null, from: today, until: null }
      return { ...nothing, account: withHold(onRecord(account, proposal.caseState ?? 'in_suit', today), hold), hold }
    }
    case 'wrong_number': {
      const task = { kind: 'find_number', title: '找新的联系电话', says: `登记的电话不对：${proposal.remark}。请上门或问邻居，找到后登记，并邀请绑定微信` }
      return { ...nothing, account: { ...account, phones: [] }, task, detail: `wrong_number ${account.phones.map(maskPhone).join(' ')}` }
    }
    case 'hardship': return { ...nothing, account: onRecord(account, 'hardship', today) }
    case 'tenant': {
      const task = { kind: 'invite', title: '邀请业主和租客绑定', says: '房屋已出租：请分别给业主和租客邀请码，租客只看租期内的账单' }
      return { ...nothing, account: onRecord(account, 'tenant', today), task }
    }
  }
}

/** Null when none of the bills is owed any more: there is nothing to hold. */
export function holdOf(account: Account, kind: 'dispute' | 'promise', billIds: readonly string[], { holdId, today, day }: Ticked): Hold | null {
  const owed = billIds.filter((billId) => isOpen([billId], account.open))
  if (owed.length === 0) return null
  return { holdId, kind, billIds: owed, from: today, until: kind === 'promise' ? day : null }
}

export function disputeTask(why: string, today: Day): Applied['task'] {
  return { kind: 'dispute', title: '答复费用异议', says: `${answerBy(today)} 前答复：${why}。答复后 7 天内仍不催这些账单` }
}
