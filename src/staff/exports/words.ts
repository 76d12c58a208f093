import type { StaffAsk } from '@contract/contract/staff'

export type What = StaffAsk<'export.make'>['what']

export const KINDS: readonly { readonly value: What; readonly words: string; readonly says: string }[] = [
  { value: 'bills', words: '账单', says: '缴费截止日在这段时间里的账单，不含已作废的。' },
  { value: 'arrears', words: '欠费', says: '今天已过缴费日还没有付清的账单，一笔一行，电话不完整显示。' },
  { value: 'receipts', words: '收据', says: '这段时间里收到的缴费，带微信支付订单号，方便对账。' },
  { value: 'yonyou', words: '用友凭证', says: '文本文件，用“总账工具”引入；凭证号引入时由用友重新编。' },
  {
    value: 'kingdee',
    words: '金蝶凭证',
    says: 'Excel 文件，用“标准凭证引入”引入；旧版只认 .xls 的，请先在 Excel 里另存为 .xls。',
  },
]
export const isVouchers = (what: What): boolean => what === 'yonyou' || what === 'kingdee'
