import type { Message } from '@core/store/records'

/** What was written about a person, in the person's own words: for who asks to see it (rules §14). */
const PURPOSES: Readonly<Record<Message['purpose'], string>> = { receipt: '缴费通知', answer: '答复', reminder: '缴费提醒', dunning: '缴费提醒' }
const STATES: Readonly<Record<Message['state'], string>> = {
  queued: '等待发送', sent: '已发送', failed: '没有发出', fallback: '改由物业联系', skipped: '没有发送',
}
const TEMPLATES: Readonly<Record<string, string>> = { bill_due: '缴费提醒', receipt: '缴费通知' }
const FIELDS: Readonly<Record<string, string>> = {
  place: '房屋', amount: '金额', dueOn: '缴费日', item: '项目', paidAt: '付款时间', receiptNo: '收据号', note: '备注',
}

export function sayPurpose(purpose: Message['purpose']): string {
  return PURPOSES[purpose]
}
export function sayMessageState(state: Message['state']): string {
  return STATES[state]
}
export function sayTemplate(key: string): string {
  return TEMPLATES[key] ?? '其他通知'
}
/** Field by field, as it stood on the phone. */
export function sayFields(fields: Message['fields']): string {
  return Object.entries(fields).map(([field, text]) => `${FIELDS[field] ?? '内容'}：${text}`).join('；')
}
