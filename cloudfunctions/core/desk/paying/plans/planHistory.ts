import { formatShortDay } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { type Fen, showFen } from '@contract/money'
import { runningPart } from '@core/domain/paying/planRoad'
import { type PartShown, partsShown } from '@core/domain/paying/planWords'
import { RELATION_WORDS } from '@core/domain/people/binding'
import type { World } from '@core/shell/world'
import type { Account, Plan, PlanState } from '@core/store/records'
import { sayForStaff } from './listPlans'

/** An account's plans as its own page shows them to staff: how each stands, its parts, and what happened to it. */
type Shown = StaffAnswer<'account.show'>

const PART_WORDS: Record<PartShown['state'], string> = { paid: '已缴', due: '待缴', coming: '未到缴费日', missed: '过了缴费日没缴' }

export function planShown(plan: Plan, account: Account, world: World): NonNullable<Shown['plans']>[number] {
  const parts = partsShown(runningPart(plan), account.open, world.today)
  return {
    planId: plan._id, says: sayForStaff(plan, account, world),
    parts: parts.map(({ number, dueOn, amount, state }) => `第 ${number} 期 ${formatShortDay(dueOn)} ¥${showFen(amount)} ${PART_WORDS[state]}`),
  }
}

const ENDS: Partial<Record<PlanState, string>> = {
  finished: '分期缴清', broken: '分期结束，没有缴完', refused: '分期没有通过', withdrawn: '分期撤回或失效', replaced: '分期被新的代替',
}

export function planHappenings({ asked, accepted, startedAt, ended, state, total, instalments }: Plan): Shown['timeline'] {
  const happened = (at: Plan['createdAt'], says: string): readonly { at: Plan['createdAt']; kind: 'plan'; says: string; amount: Fen }[] => [
    { at, kind: 'plan', says, amount: total },
  ]
  return [
    ...happened(asked.at, `${RELATION_WORDS[asked.relation]}提出分 ${instalments.length} 期`),
    ...(accepted ? happened(accepted.at, '同意分期约定，确认账单') : []),
    ...(startedAt ? happened(startedAt, '分期开始') : []),
    ...(ended ? happened(ended.at, `${ENDS[state] ?? '分期结束'}：${ended.says}`) : []),
  ]
}
