/** Changing any of these words means a new version: consent is given to a text (rules §14). */
export const PRIVACY_VERSION = '2026-11-01'

/** What stands beside 同意. */
export const PRIVACY_SHORT = [
  '为了确认您是这套房屋的住户，需要您的微信手机号、房号和登记姓名的最后一个字。',
  '您的信息只给本小区物业用于账单、缴费和提醒，不会公开，也不会用来推销。',
] as const

export const PRIVACY_FULL = [
  {
    title: '我们用到哪些信息',
    says: '微信给小程序的用户编号、您主动提供的手机号、房号和登记姓名的最后一个字；账单、付款和收据记录；您同意接收的通知次数。',
  },
  {
    title: '用来做什么',
    says: '确认您和房屋的关系；显示账单和收据；完成缴费；在您同意后发送缴费提醒和缴费通知。不用于其他用途。',
  },
  {
    title: '谁能看到',
    says: '您自己，和业主允许的家人、租客；本小区物业中有权限的员工。员工看到的手机号默认隐去中间几位，查看完整号码会留下记录。其他住户看不到。',
  },
  {
    title: '保存多久',
    says: '账单、付款和收据按法律要求的年限保存。您的用户编号、手机号和偏好设置，您可以随时要求删除，有没有待缴账单都不影响。',
  },
  {
    title: '您可以做什么',
    says: '不同意也可以用邀请码绑定；每一条提醒都由您点按钮同意才会发；可以到物业前台查询、更正、导出或删除您的信息。',
  },
] as const
