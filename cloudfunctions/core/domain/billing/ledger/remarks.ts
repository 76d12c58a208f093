import type { Day } from '@contract/calendar'
import { lastDayOfMonth, parseDay } from '@core/domain/calendar'
import type { CaseState, ProposalKind } from '@core/store/records'

export type Proposed = { readonly kind: ProposalKind; readonly day: Day | null; readonly caseState: CaseState | null }

/**
 * What a ledger's remark may mean (rules §5). Only words that leave no doubt propose anything: a
 * remark that merely sounds alike stays an internal note, and a person ticks in any case.
 */
const SIGNS: readonly { readonly kind: ProposalKind; readonly words: RegExp }[] = [
  { kind: 'dispute', words: /拒缴|拒付|拒交|不肯缴|不愿缴|(?<!没|无)有异议|(?<!没|无)有争议|质量问题未(解决|处理)|(漏水|渗水|维修)(问题)?(未|没)(解决|处理|修)/ },
  { kind: 'promise', words: /(承诺|答应|约定|说好).{0,14}(缴|交|付|还|结清)/ },
  { kind: 'wrong_number', words: /(电话|手机|号码|联系方式).{0,4}(停机|空号|错误|有误|不对|打不通|注销|已换)|停机|空号|错号/ },
  { kind: 'hardship', words: /低保|特困|五保|困难户|生活困难|家庭困难|经济困难|失业|下岗|重病|大病|残疾/ },
  { kind: 'tenant', words: /出租|租客|租户|承租|已租/ },
  { kind: 'case', words: /起诉|诉讼|立案|判决|开庭|强制执行|执行中|申请执行|破产/ },
]
/** "未拒缴", "不是低保户", "已不出租": said away again, so nothing is proposed. */
const DENIED = /(未|没有|不是|并非|不再|已不|取消)$/

const CASES: readonly { readonly state: CaseState; readonly words: RegExp }[] = [
  { state: 'bankrupt', words: /破产/ },
  { state: 'enforced', words: /强制执行|执行中|申请执行/ },
  { state: 'judged', words: /判决|已判/ },
  { state: 'before_suit', words: /(拟|准备|待|将)起诉/ },
  { state: 'in_suit', words: /起诉|诉讼|立案|开庭/ },
]

/** @param cutoff 统计截止, which gives a day without a year its year */
export function proposedBy(remark: string, cutoff: Day): readonly Proposed[] {
  return SIGNS.flatMap(({ kind, words }) => {
    const found = words.exec(remark)
    if (!found || DENIED.test(remark.slice(0, found.index))) return []
    const day = kind === 'promise' ? promisedDay(remark, cutoff) : null
    return [{ kind, day, caseState: kind === 'case' ? (CASES.find((one) => one.words.test(remark))?.state ?? null) : null }]
  })
}

const FULL = /(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?/
const MONTH_DAY = /(\d{1,2})月(\d{1,2})[日号]?/
const MONTH_END = /(\d{1,2})月底/

/**
 * The day a promise names, if it names one exactly: "7月15日前", "2026年7月15日", "7月底". A month
 * before the cut-off's is the next year's. Null for anything else ("下个月", "发工资后"): a person
 * fills it in, because a guessed day would call an honest payer a breaker of promises.
 */
function promisedDay(remark: string, cutoff: Day): Day | null {
  const full = FULL.exec(remark)
  if (full) return parseDay(Number(full[1]), Number(full[2]), Number(full[3]))
  const named = MONTH_DAY.exec(remark)
  if (named) return inYear(cutoff, Number(named[1]), (year) => parseDay(year, Number(named[1]), Number(named[2])))
  const end = MONTH_END.exec(remark)
  if (!end) return null
  return inYear(cutoff, Number(end[1]), (year) => {
    const first = parseDay(year, Number(end[1]), 1)
    return first && lastDayOfMonth(first)
  })
}

function inYear(cutoff: Day, month: number, dayIn: (year: number) => Day | null): Day | null {
  const [year, cutoffMonth] = [Number(cutoff.slice(0, 4)), Number(cutoff.slice(5, 7))]
  return dayIn(month < cutoffMonth ? year + 1 : year)
}
