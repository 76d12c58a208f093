import type { StaffAnswer, StaffRole } from '@contract/contract/staff'

export const ROLES: Record<StaffRole, string> = {
  collector: '收费员',
  steward: '管家',
  finance: '财务',
  manager: '项目经理',
  auditor: '稽核',
}

/** A stage by its code: the number of days is the policy's, and is read from the code. */
export function sayStage(stage: string): string {
  if (stage === 'issued') return '新账单'
  const [, side, days] = /^T([+-])(\d+)$/.exec(stage) ?? []
  if (side === undefined) return stage
  return side === '-' ? `到期前 ${days} 天` : `到期满 ${days} 天`
}

export const CHANNELS: Readonly<Record<string, string>> = {
  wechat: '微信提醒',
  call_task: '电话待办',
  visit_task: '上门待办',
  letter: '催告函',
}
export const sayChannel = (channel: string): string => CHANNELS[channel] ?? channel

export const KINDS: Record<StaffAnswer<'account.show'>['timeline'][number]['kind'], string> = {
  bill: '账单',
  payment: '缴费',
  message: '通知',
  contact: '触达',
  plan: '分期',
  note: '备注',
}
