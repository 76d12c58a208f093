import type { StaffAnswer } from '@contract/contract/staff'

type State = StaffAnswer<'plan.list'>['rows'][number]['state']

export const PLAN_STATES: Record<State, string> = {
  proposed: '等业主同意',
  waiting_approval: '待审批',
  running: '进行中',
  finished: '已缴清',
  broken: '没缴完',
  refused: '没有通过',
  withdrawn: '已撤回',
  replaced: '已被代替',
}

type Part = StaffAnswer<'plan.look'>['parts'][number]
export const PART_STATES: Record<Part['state'], string> = {
  paid: '已缴',
  due: '待缴',
  coming: '未到缴费日',
  missed: '过了缴费日没缴',
}
