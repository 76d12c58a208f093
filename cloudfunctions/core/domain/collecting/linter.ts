/**
 * Words that no text of ours may carry, whoever reads it: what the law forbids to threaten (Civil
 * Code art. 944 and the typical cases on it), and inventions of consequence or shame.
 */
const FORBIDDEN = [
  '停水', '停电', '断水', '断电', '停气', '断气', '停暖', '停供', '停热', '停梯', '停电梯', '限电', '限水', '门禁', '禁止出入', '锁车',
  '减少保洁', '延迟维修', '停止服务', '暂停服务', '降低服务', '曝光', '公示欠费', '公布名单', '黑名单', '征信', '失信', '老赖', '诚信档案',
  '拘留', '坐牢', '强制执行', '冻结', '后果自负', '最后通牒', '最后一次', '赖账', '滞纳',
] as const

/** Residents' screens and messages say 待缴, 已过缴费日, 约定缴费日, 免打扰 instead (rules §14). */
const STAFF_ONLY = ['催', '欠费', '欠款', '逾期', '失约', '勿扰', '触达', '充值', '余额', '钱包'] as const

export type Reader = 'resident' | 'staff'

/** The words in `text` that its reader must not be sent; empty when it may go out. */
export function forbiddenIn(text: string, reader: Reader): readonly string[] {
  const words: readonly string[] = reader === 'resident' ? [...FORBIDDEN, ...STAFF_ONLY] : FORBIDDEN
  return words.filter((word) => text.includes(word))
}
