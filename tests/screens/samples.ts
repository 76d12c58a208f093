import { PRIVACY_VERSION } from '@contract/privacy'

/** Answers of the cloud, as its contract shapes them. */
export const BILLS = [
  {
    billId: 'b5',
    title: '物业费',
    period: '2026-05',
    dueOn: '2026-05-31',
    outstanding: 233_10,
    daysOverdue: 31,
  },
  {
    billId: 'b6',
    title: '物业费',
    period: '2026-06',
    dueOn: '2026-06-30',
    outstanding: 233_10,
    daysOverdue: 1,
  },
  {
    billId: 'b7',
    title: '物业费',
    period: '2026-07',
    dueOn: '2026-07-31',
    outstanding: 774_30,
    daysOverdue: 0,
  },
]
export const MY_ACCOUNT = {
  accountId: 'acc1',
  label: '3栋2单元501',
  community: '锦桂花园',
  relation: 'owner',
}
export const TEMPLATES = { bill_due: 'template-due', receipt: 'template-receipt' }

export const HOME = {
  accounts: [MY_ACCOUNT],
  accountId: 'acc1',
  company: '锦桂物业服务有限公司',
  due: { total: 1_240_50, count: 3, nextDueOn: '2026-07-31' },
  bills: BILLS,
  isStaff: false,
  templates: TEMPLATES,
}
export const NOTHING_DUE = { ...HOME, due: { total: 0, count: 0, nextDueOn: null }, bills: [] }
export const ME = {
  privacyAccepted: true,
  privacyVersion: PRIVACY_VERSION,
  phoneMasked: null,
  bindTriesLeft: 5,
  accounts: [],
  staff: [],
  templates: TEMPLATES,
}
export const QUOTE = {
  quoteId: 'q1',
  total: 1_240_50,
  payee: '锦桂物业服务有限公司',
  lines: BILLS.map(({ billId, title, period, dueOn, outstanding }) => ({
    billId,
    title,
    period,
    dueOn,
    amount: outstanding,
  })),
  expiresAt: '2026-07-01T09:15:00.000+08:00',
}
export const SHEET = {
  timeStamp: '1782867600',
  nonceStr: 'n',
  package: 'prepay_id=wx1',
  signType: 'RSA',
  paySign: 's',
}
export const STARTED = { outTradeNo: 'L0001', sheet: SHEET }
export const STATUS = { state: 'awaiting_payer', amount: 1_240_50, refunded: 0, surplus: 0 }
export const PAID = { ...STATUS, state: 'paid', receiptId: 'r1', receiptNo: '2026-000123' }
