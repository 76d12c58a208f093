/** Said before anybody is forgotten (rules §14): what goes, what stays and why, and what does not stand in the way. */
export const GOES = [
  '您的微信用户编号、手机号和提醒设置',
  '您和房屋的绑定，以及您发出还没用的邀请码',
  '您同意过的通知次数，和还没发出的通知',
] as const

export const STAYS = [
  '房屋的账单、付款和收据：法律要求保存，其中不再有您的用户编号',
  '物业登记的业主姓名和电话：属于房屋档案，更正请到物业前台',
  '员工在工作台做过的操作：法律要求保存',
] as const

export const KNOW = [
  '有没有待缴账单，都可以注销；注销不等于缴清。',
  '家人的绑定不受影响，他们仍可以查看和缴纳。',
  '正在付款时，要等结果出来才能注销，款项不会丢失。',
  '以后想回来，可以重新绑定。',
] as const
