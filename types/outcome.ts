/**
 * Everything the cloud may decline to do, what the person is told, and what to do next.
 *
 * A refusal is an answer, not an accident: it travels as a value, so the compiler makes every
 * caller look at it. An accident (a broken invariant, a lost database) is thrown.
 * `says` speaks to whoever asked: residents' words for residents' questions, staff's for staff's.
 */
export const REFUSALS = {
  // At the door
  ASK_MALFORMED: { says: '这次操作的内容不完整或格式不对', next: '请返回上一页重新操作' },
  ACTION_UNKNOWN: { says: '当前版本不支持这个操作', next: '请更新小程序后再试' },
  NOT_SIGNED_IN: { says: '还没有登录', next: '请从微信重新打开小程序' },
  TRY_AGAIN: { says: '系统有点忙，刚才没有处理成功', next: '请稍后再试，不会重复扣款' },

  // Residents: who you are
  NOT_BOUND: { says: '还没有绑定房屋', next: '请用手机号验证，或填写邀请码' },
  ACCOUNT_NOT_YOURS: { says: '这个房屋没有绑定到您名下', next: '请确认是否切换了房屋，或联系业主邀请您' },
  ACCOUNT_UNCLEAR: { says: '您绑定了多个房屋', next: '请先选择要查看的房屋' },
  PRIVACY_NOT_ACCEPTED: { says: '绑定前需要您同意隐私说明', next: '请先阅读并同意，或使用邀请码' },
  PHONE_NOT_VERIFIED: { says: '还没有验证手机号', next: '请先点“用手机号验证”，或填写邀请码' },
  PHONE_CODE_SPENT: { says: '这次手机号验证已经失效', next: '请再点一次“用手机号验证”' },
  BIND_NOT_MATCHED: { says: '房号或姓名与登记的不一致', next: '请核对后再试，或向物业索取邀请码' },
  BIND_LOCKED: { says: '核对次数已用完', next: '请带上证件到物业前台办理，或请业主发邀请码' },
  INVITATION_INVALID: { says: '邀请码不对，或已经用过、过期', next: '请向发码的人要一个新的邀请码' },
  CODE_TRIES_SPENT: { says: '邀请码输错的次数太多', next: '请一小时后再试，或到物业前台办理' },
  OWNER_ONLY: { says: '只有业主可以管理谁能查看', next: '请联系这套房屋的业主' },
  HOUR_NOT_OPEN: { says: '这个时间不发送提醒', next: '请选 9 点到 20 点之间的整点' },
  ERASE_PAYMENT_UNDER_WAY: { says: '您有一笔付款还没有结果，现在注销可能影响入账', next: '请等几分钟再来注销，款项不会丢失' },
  BINDING_NOT_FOUND: { says: '没有找到这位家人或租客', next: '请刷新后再看' },

  // Residents: bills and paying
  BILL_NOT_FOUND: { says: '没有找到这张账单', next: '请返回账单列表再看' },
  BILL_ALREADY_PAID: { says: '这张账单已经缴清', next: '无需再付，可在缴费记录里看收据' },
  NOTHING_DUE: { says: '目前没有待缴账单', next: '无需缴费' },
  AMOUNT_TOO_LARGE: { says: '金额超过了待缴合计', next: '请填写不超过待缴合计的金额' },
  QUOTE_NOT_FOUND: { says: '没有找到这次缴费的明细', next: '请返回重新点“立即缴纳”' },
  QUOTE_EXPIRED: { says: '缴费明细已过期', next: '请返回重新点“立即缴纳”' },
  QUOTE_CHANGED: { says: '账单刚刚有变化', next: '请返回查看最新金额再付' },
  PAYEES_MIXED: { says: '选中的账单分属不同收款单位', next: '请分开缴纳' },
  PAYMENT_CONFIRMING: { says: '上一笔付款正在入账', next: '请稍候，入账后再继续，避免重复付款' },
  PAYMENT_UNDER_REVIEW: { says: '上一笔付款需要物业核对', next: '请联系物业前台，款项不会丢失' },
  PLAN_NOT_RUNNING: { says: '这份分期已经结束或不存在', next: '请返回首页查看当前的待缴' },
  PART_NOT_FOUND: { says: '没有找到这一期', next: '请返回分期页重新选择' },
  PART_ALREADY_PAID: { says: '这一期已经缴清', next: '请选择还没缴的期数' },
  // Residents: paying in parts
  PART_NOT_NEXT: { says: '前面还有一期没有缴', next: '请从最早没缴的一期开始，也可以几期一起缴' },
  PLAN_QUOTE_NOT_FOUND: { says: '没有找到这次分期试算', next: '请返回重新试算' },
  PLAN_QUOTE_EXPIRED: { says: '这次分期试算已过期', next: '请返回重新试算，再看一遍约定' },
  PLAN_TERMS_CHANGED: { says: '分期约定和您看到的不一致', next: '请刷新后重新阅读，再决定是否同意' },
  PLAN_BILLS_CHANGED: { says: '分期里的账单刚刚有变化', next: '请重新试算，按最新的账单办理' },
  PLAN_NO_BILLS: { says: '现在没有可以分期的账单', next: '如有疑问，请联系物业前台' },
  PLAN_TOO_SMALL: { says: '金额较小，不用分期', next: '可以直接缴纳，或先缴一部分' },
  PLAN_PART_TOO_SMALL: { says: '这样分，每一期的金额太小', next: '请减少期数再试' },
  PLAN_FIRST_DAY: { says: '第一期的日子不在可选范围', next: '请在日历里能选的日子中选一天' },
  PLAN_PAYEES_MIXED: { says: '选中的账单分属不同收款单位', next: '请按收款单位分开办理分期' },
  PLAN_COUNTER_ONLY: { says: '这套房屋的账单由专人办理', next: '请到物业前台商量分期' },
  CONFIRM_OWNER_ONLY: { says: '只有业主可以确认对账单', next: '请业主在“对账单”里阅读后确认' },
  CONFIRM_CHANGED: { says: '账单和您看到的不一致了', next: '请刷新后重新阅读，再决定是否确认' },
  PLAN_OWNER_ONLY: { says: '只有业主可以同意分期', next: '请业主在首页打开这份分期，阅读后同意' },
  PLAN_ALREADY_ASKED: { says: '这些账单已经有一份分期在办理', next: '请在首页打开查看，需要修改请先撤回' },
  PLAN_NOT_FOUND: { says: '没有找到这份分期', next: '请返回刷新后再看' },
  PLAN_NOT_OPEN: { says: '这份分期已经有了结果', next: '请返回刷新后再看' },
  PLAN_STARTED: { says: '这份分期已经开始', next: '如需调整，请点“调整分期”，或联系物业前台' },
  COLLECTION_PAUSED: { says: '物业暂停了线上收费', next: '请稍后再来，或到物业前台缴纳' },
  PAY_UNAVAILABLE: { says: '微信支付暂时没有回应', next: '请稍后再试，尚未扣款' },
  ORDER_NOT_FOUND: { says: '没有找到这笔付款', next: '请在缴费记录里查看' },
  RECEIPT_NOT_FOUND: { says: '没有找到这张收据', next: '请稍后再看，收据在入账后生成' },
  TEMPLATE_UNKNOWN: { says: '没有这种提醒', next: '请更新小程序后再试' },

  // Staff
  NOT_STAFF: { says: '您不在这个项目的员工名单里', next: '请联系项目经理添加' },
  ROLE_NOT_ALLOWED: { says: '您的岗位不能做这项操作', next: '请由有权限的同事办理' },
  BUILDING_NOT_YOURS: { says: '这户不在您负责的楼栋', next: '请由负责该楼栋的同事办理' },
  ACCOUNT_NOT_FOUND: { says: '没有找到这个缴费户', next: '请刷新列表再试' },
  COMMUNITY_NOT_FOUND: { says: '没有找到这个项目', next: '请重新选择项目' },
  LAST_MANAGER: { says: '这是最后一位项目经理', next: '请先添加另一位项目经理' },
  STAFF_NOT_FOUND: { says: '没有找到这位员工', next: '请刷新名单再试' },
  FILE_NOT_READABLE: { says: '这个文件打不开', next: '请用 Excel 另存为 .xlsx 或 CSV 后再上传' },
  FILE_TOO_LARGE: { says: '文件太大', next: '请拆分后再上传，单个文件不超过 20 MB' },
  LEDGER_COLUMNS_UNKNOWN: { says: '没有认出台账的表头', next: '请指定房号、面积、单价、已缴至、欠费金额各在哪一列' },
  LEDGER_NO_CUTOFF: { says: '台账里没有找到统计截止日', next: '请在标题下写明“统计截止：某年某月某日”，或手工填写' },
  IMPORT_NOT_FOUND: { says: '没有找到这次导入', next: '请重新上传台账' },
  TARIFF_NOT_FOUND: { says: '没有找到这个收费标准', next: '请刷新后再试' },
  TARIFF_PUBLISHED: { says: '这个版本已经公示，不能修改', next: '请新建一个版本' },
  TARIFF_UNFINISHED: { says: '这个标准还没有用到全部房屋上', next: '请按原来的内容再保存一次，完成后再公示' },
  HANDOVER_BILLED: { says: '这些日子已经给原来的缴费户出过账', next: '请选择同时更正账单，或换一个日期' },
  PAYER_UNCLEAR: { says: '没有说清由谁缴费', next: '请选一个已有的缴费户，或填写新的姓名' },
  PAYER_ELSEWHERE: { says: '这个缴费户不属于本小区', next: '请核对后再选' },
  HOLDING_NOT_FOUND: { says: '没有找到这段缴费关系', next: '请刷新后再试' },
  METER_NOT_FOUND: { says: '没有找到这块表', next: '请刷新后再试' },
  METER_KNOWN: { says: '这个表号已经登记过', next: '请核对表号，或在原来的表上抄表' },
  METER_NOT_THERE: { says: '这一天表还没有装，或已经拆了', next: '请核对日期' },
  READING_AHEAD: { says: '不能登记将来的读数', next: '请选今天或以前的日期' },
  READING_BILLED: { says: '这一天以后的读数已经出账', next: '请先更正账单，再改读数' },
  READING_LOWER: { says: '读数比上次小', next: '请再看一遍表；转过一圈的请选“转过一圈”，换过表的请选“换表”' },
  READING_NOT_ROLLED: { says: '读数没有比上次小，不像转过一圈', next: '请取消“转过一圈”' },
  READING_ABOVE_NEXT: { says: '读数比后面一次的还大', next: '请核对日期和读数' },
  PHOTO_UNREADABLE: { says: '这不是照片', next: '请重新拍一张，支持 JPG 和 PNG' },
  READINGS_NO_HEADER: { says: '没有看懂这张表', next: '请先下载抄表单，在上面填读数，或保留“表号”（或“房号”）和“本次读数”两列表头' },
  READING_TOO_LONG: { says: '读数超过了这块表的位数', next: '请核对读数' },
  POOL_NOT_FOUND: { says: '没有找到这笔公摊费用', next: '请刷新后再试' },
  POOL_BILLED: { says: '这笔公摊已经出账，不能再改', next: '请先更正账单，或作为下期费用录入' },
  POOL_NOBODY: { says: '没有可以分摊的房屋', next: '请先给房屋指定这项公摊标准，并登记面积' },
  BILL_UNKNOWN: { says: '没有找到这张账单', next: '请刷新后再试' },
  BILL_IN_PAYMENT: { says: '这一户有一笔付款正在进行', next: '请等几分钟，付款有了结果再更正' },
  BILL_IN_PLAN: { says: '这张账单在进行中的分期里', next: '请先与住户结束或更改分期，再更正' },
  TARIFF_PRICE_MISSING: { says: '没有写单价', next: '请填写大于零的单价' },
  TARIFF_UNIT_MISSING: { says: '没有选计量单位', next: '请选择吨、度、立方米或吉焦' },
  TARIFF_STEPS_UNCLEAR: { says: '阶梯没有写对', next: '每档上限要从小到大，只有最后一档不设上限' },
  TARIFF_FORMULA_UNCLEAR: { says: '公式不能用', next: '只能用 area、usage、months、days、persons、price、自己的常数、+ - * / 和括号' },
  RATE_NOT_POSTED: { says: '没有公示过这种优惠标准', next: '请先在收费标准里公示，再登记证明' },
  ENTITLEMENT_OVERLAPS: { says: '这些日子已经登记过同样的证明', next: '请先结束原来的，或改日期' },
  ENTITLEMENT_NOT_FOUND: { says: '没有找到这份证明', next: '请刷新后再试' },
  DAYS_REVERSED: { says: '结束日期早于开始日期', next: '请核对日期' },
  PREMISES_NOT_FOUND: { says: '没有找到这套房屋', next: '请刷新后再试' },
  TARIFF_BASIS_MISSING: { says: '公示收费标准需要写明依据', next: '请填写合同条款或备案号' },
  RUN_NOT_FOUND: { says: '没有找到这个批次', next: '请重新预览' },
  RUN_STALE: { says: '预览之后数据有变化', next: '请重新预览再发布' },
  RUN_EMPTY: { says: '这个批次里没有可以处理的内容', next: '请查看跳过的原因' },
  RELEASE_NEEDS_MANAGER: { says: '这个批次里有需要项目经理放行的内容', next: '请项目经理放行' },
  OWN_MATTER: { says: '这是您自己的房屋或您自己提出的，不能由您审批', next: '请由其他有权限的同事审批' },
  PLAN_NOT_WAITING: { says: '这份分期不在等待审批', next: '请刷新后再看' },
  PLAN_DAY_PASSED: { says: '第一期的缴费日已经过去', next: '请不同意这一份，并请住户重新选日子' },
  PLAN_DECIDED_THERE: { says: '这项待办要在“分期”里审批', next: '请打开“分期”，同意或不同意后会自动办完' },
  // Staff: remarks, holds and what follows from them
  PROPOSAL_NOT_FOUND: { says: '没有找到这条备注建议', next: '请刷新列表再试' },
  HOLD_NOT_FOUND: { says: '没有找到这条暂停记录', next: '请刷新这一户再看' },
  HOLD_BILLS_MISSING: { says: '还没有选择账单', next: '请选择和这件事有关的账单，其他账单不受影响' },
  HOLD_BILLS_NOT_OPEN: { says: '选中的账单里有已经缴清的', next: '请刷新后重新选择' },
  HOLD_DAY_MISSING: { says: '还没有填写日子', next: '请填写约定的日子，或暂停到哪一天' },
  HOLD_DAY_PASSED: { says: '这个日子已经过去', next: '请和对方另约一天后填写，或不采纳' },
  HOLD_TOO_LONG: { says: '日子太远了', next: '约定最多 60 天、暂停最多 90 天，更久的请办分期或减免' },
  CASE_STATE_MISSING: { says: '还没有选择案件进展', next: '请选择诉前、诉讼中、已判决、执行中或破产' },
  DISPUTE_RUNNING: { says: '这些账单的疑问已经在处理', next: '请先答复，答复后会自动恢复' },
  DISPUTE_REPEATED: { says: '这些账单的疑问答复过', next: '有新的情况才能再次登记，请写明是什么' },
  DISPUTE_ANSWERED: { says: '这条疑问已经答复', next: '请刷新这一户再看' },
  DISPUTE_ANSWER_THERE: { says: '这项待办要写下给住户的答复', next: '请打开这一户，在“暂停”里点“写答复”' },
  HOLD_OWN_HOME: { says: '这是您自己的房屋', next: '请由其他同事办理' },
  PHONE_KNOWN: { says: '这个号码已经登记在这一户', next: '无需再登记' },
  PHONES_FULL: { says: '这一户已经登记了 4 个号码', next: '请先核对，有停用的可以在备注建议里移除' },
  TEXT_NOT_FOR_RESIDENTS: { says: '文字里有不能对住户说的词', next: '请换一种说法，例如“待缴”“已过缴费日”' },
  DIFFERENCE_NOT_FOUND: { says: '没有找到这条对账差异', next: '请刷新对账页再看' },
  NOTICE_WORDS: { says: '公告里有不能发给住户的说法', next: '请换成平和的说法，例如“待缴”“供水检修”，再发布' },
  NOTICE_DAYS: { says: '公告的起止日不对', next: '结束日不能早于开始日，也不能早于今天' },
  NOTICE_NOT_FOUND: { says: '没有找到这条公告', next: '请刷新后再看' },
  // Staff: late charges and on-time discounts
  CHARGE_PAYEE_UNKNOWN: { says: '没有找到这个收款单位', next: '请刷新后重新选择' },
  CHARGE_EMPTY: { says: '违约金和优惠都没有填', next: '请至少填写其中一项' },
  CHARGE_ITEMS: { says: '水、电、燃气、供暖、垃圾清运是代收，不能计违约金或打折', next: '请只选物业自己收取的项目' },
  CHARGE_BACKWARDS: { says: '不能对已经到期的账单起算', next: '请选今天或以后的缴费截止日' },
  CHARGE_TOO_MUCH: { says: '超过了允许的上限', next: '违约金每天最高万分之五、累计最高三成，优惠最多减一半，请改小' },
  CHARGE_CLAUSE_MISSING: { says: '没有写明合同条款', next: '合同里有违约金条款才能收，请填写是哪一条' },
  CHARGE_PUBLISHED: { says: '这个版本已经公布，不能修改', next: '请另存一个新的版本' },
  CHARGE_NOT_FOUND: { says: '没有找到这个规则', next: '请刷新后再试' },
  CHARGE_DAYS: { says: '起止日不对', next: '请填写今天以前的日子，结束日不早于开始日，最多 31 天' },
  WAIVER_TOO_MUCH: { says: '这笔违约金没有这么多', next: '请刷新这一户，按最新的金额减免' },
  WAIVER_NOT_FOUND: { says: '没有找到这次减免', next: '请刷新这一户再看' },
  WAIVER_SETTLED: { says: '这张账单已经缴清', next: '住户已按减免后的金额付清，减免不再撤回' },
  TASK_NOT_FOUND: { says: '没有找到这项待办', next: '请刷新后再看' },
} as const satisfies Record<string, { says: string; next: string }>

export type Refusal = keyof typeof REFUSALS
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }
export type Refused = { readonly ok: false; readonly refusal: Refusal }

export const accept = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const refuse = (refusal: Refusal): Refused => ({ ok: false, refusal })

/** What travels to the phone: the code for programs, the words for people. */
export type Reply<T> =
  | { ok: true; value: T }
  | { ok: false; refusal: Refusal; says: string; next: string }

export function reply<T>(outcome: Outcome<T>): Reply<T> {
  return outcome.ok ? outcome : { ok: false, refusal: outcome.refusal, ...REFUSALS[outcome.refusal] }
}
