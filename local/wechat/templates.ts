/**
 * The subscription templates that this simulated account was granted, as the mini-program console
 * would show them. `name` is what the cloud calls a field, `key` what WeChat calls it: the cloud
 * learns the pairing from its configuration (WECHAT_TEMPLATES), never from this file.
 */
export type Template = {
  readonly id: string
  readonly title: string
  readonly fields: readonly { readonly name: string; readonly key: string; readonly says: string }[]
}

export const TEMPLATES = {
  bill_due: {
    id: 'nuancuiLocalTemplate_BillDue_0000000000_001',
    title: '缴费提醒',
    fields: [
      { name: 'place', key: 'thing1', says: '缴费房屋' },
      { name: 'amount', key: 'amount2', says: '待缴金额' },
      { name: 'dueOn', key: 'date3', says: '缴费截止日期' },
      { name: 'note', key: 'thing4', says: '备注' },
    ],
  },
  receipt: {
    id: 'nuancuiLocalTemplate_Receipt_0000000000_002',
    title: '缴费成功通知',
    fields: [
      { name: 'item', key: 'thing1', says: '缴费项目' },
      { name: 'amount', key: 'amount2', says: '缴费金额' },
      { name: 'paidAt', key: 'time3', says: '缴费时间' },
      { name: 'receiptNo', key: 'character_string4', says: '收据编号' },
      { name: 'note', key: 'thing5', says: '备注' },
    ],
  },
  plan_part: {
    id: 'nuancuiLocalTemplate_PlanPart_000000000_003',
    title: '分期缴费提醒',
    fields: [
      { name: 'place', key: 'thing1', says: '缴费房屋' },
      { name: 'part', key: 'character_string2', says: '期数' },
      { name: 'amount', key: 'amount3', says: '本期金额' },
      { name: 'dueOn', key: 'date4', says: '约定缴费日' },
      { name: 'note', key: 'thing5', says: '备注' },
    ],
  },
  ticket: {
    id: 'nuancuiLocalTemplate_Ticket_00000000000_004',
    title: '服务进度通知',
    fields: [
      { name: 'topic', key: 'thing1', says: '服务内容' },
      { name: 'state', key: 'phrase2', says: '当前进度' },
      { name: 'at', key: 'time3', says: '更新时间' },
      { name: 'note', key: 'thing4', says: '备注' },
    ],
  },
} as const satisfies Record<string, Template>

export type TemplateKey = keyof typeof TEMPLATES

export function templateById(id: unknown): { key: TemplateKey; template: Template } | null {
  const key = (Object.keys(TEMPLATES) as TemplateKey[]).find((candidate) => TEMPLATES[candidate].id === id)
  return key ? { key, template: TEMPLATES[key] } : null
}

/** {bill_due: {id, fields: {place: 'thing1', …}}, …}: the value of WECHAT_TEMPLATES. */
export function templateSettings(): Record<string, { id: string; fields: Record<string, string> }> {
  const pairs = ({ fields }: Template) => Object.fromEntries(fields.map(({ name, key }) => [name, key]))
  const setting = (template: Template) => ({ id: template.id, fields: pairs(template) })
  return Object.fromEntries(Object.entries(TEMPLATES).map(([key, template]) => [key, setting(template)]))
}
