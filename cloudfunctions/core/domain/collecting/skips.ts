import { type Day, formatShortDay } from '@contract/calendar'

/** Why an account gets nothing today, and what staff can do about it: every one in words (F32, F37). */
export const SKIPS = {
  NOTHING_OWED: '已缴清，不用提醒',
  NOT_YET: '还没到下一次提醒的日子',
  TOO_SMALL: '金额低于这一步的起点，暂不提醒',
  LADDER_ENDED: '各步提醒都做过了，请逐户跟进',
  COLLECTION_PAUSED: '本项目暂停了线上收费，恢复后再提醒',
  CASE_OPEN: '案件处理中，只由代理人联系',
  ON_HOLD: '已暂停催缴，到期后再看',
  PROMISED: '对方约定的缴费日还没到',
  PLAN_KEPT: '分期正在按约履行，只提醒各期',
  DISPUTED: '对方对账单有异议，先答复再提醒',
  DO_NOT_CONTACT: '对方要求不再提醒，只能寄送信函',
  PAYMENT_IN_FLIGHT: '有一笔付款正在进行，稍后再看',
  PAYMENT_UNDER_REVIEW: '有一笔付款等待核对，请先处理待办',
  SURPLUS_WAITING: '有待处理款可以抵这笔账，请先处理待办',
  NO_DUNNING_DAY: '今天不催缴（春节、清明、高考期间）',
  REST_DAY: '单位客户只在工作日联系',
  ALREADY_TODAY: '今天已经安排过提醒',
  ACCOUNT_CAP: '达到提醒次数上限（每天 1 条、7 天 3 次）',
  PERSON_CAP: '这位联系人已达提醒次数上限（每天 1 条、7 天 3 次）',
  PERSON_OFF: '能提醒的人都选了免打扰，不发消息，需要时请电话联系',
  NOT_BOUND: '没有绑定微信，发不到，请电话联系或邀请绑定',
  NO_QUOTA: '没有可用的微信提醒次数，请电话联系，或请对方在小程序里点“到期前提醒我”',
  TEXT_FORBIDDEN: '文字里有不能发送的词，请检查房号和公司名称',
  DECIDED_ANEW: '情况有变，会重新判断',
  DAY_PASSED: '当天没有发出，不补发，会重新判断',
} as const
export type SkipCode = keyof typeof SKIPS

export function saySkip(code: SkipCode, on: Day | null = null): string {
  return on === null ? SKIPS[code] : `${SKIPS[code]}，下一次是 ${formatShortDay(on)}`
}
