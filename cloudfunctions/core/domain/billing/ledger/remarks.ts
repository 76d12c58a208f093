import type { Day } from '@contract/calendar'
import type { CaseState, ProposalKind } from '@core/store/records'
import { promisedDay } from './promisedDay'

/**
 * What a remark of a ledger may mean (rules §5). It only proposes: a person ticks. What is over,
 * denied, doubted, intended or said of somebody else is no fact, so it is left as the note it is:
 * a remark that is missed costs a look, one that is misread stops a right demand.
 */
export type Proposed = { readonly kind: ProposalKind; readonly day: Day | null; readonly caseState: CaseState | null }

/** Several in one remark, each kind once, in the order in which staff will read them. */
export function proposedIn(remark: string, cutoff: Day): readonly Proposed[] {
  const clauses = clausesOf(remark)
  const plain = (kind: ProposalKind, says: (clause: string) => boolean): readonly Proposed[] =>
    clauses.some(says) ? [{ kind, day: null, caseState: null }] : []
  return [
    ...plain('dispute', isDispute), ...promiseIn(clauses, cutoff), ...plain('wrong_number', isWrongNumber),
    ...plain('hardship', isHardship), ...plain('tenant', isLet), ...caseIn(clauses),
  ]
}

/** "房屋漏水，业主拒缴" -> two clauses, in plain letters and without spaces. */
function clausesOf(remark: string): readonly string[] {
  return remark.normalize('NFKC').replace(/[ \t]+/g, '').split(/[,;。、!\n]+/).filter((clause) => clause !== '')
}

const DOUBTED = /[?]|可能|疑似|疑是|据说|听说|是否|待核|待查|未核实|不确定|好像|似乎|也许|大概/
const OVER =
  /已(经)?(全部)?(解决|处理|答复|修好|修复|恢复|复机|更新|更换|更正|补登|撤|和解|结案|兑现|履行|缴清|交清|结清|还清|取消|停发|退出|退租|收回|搬走|搬离|搬出|治愈|康复|就业)|撤诉|曾|以前|从前|原来|原租|去年|上年|前年/
const DENIED = /(未|没有?|不|无|非|免|并非|不再|不会|未曾|暂不|暂未|尚未|未按|拟|准备|建议|打算|计划|考虑|要求|威胁|将|要|欲|想|待|如|若|请|招)$/

/** Whether the clause says `words` as a fact. */
function claims(clause: string, words: RegExp): boolean {
  if (DOUBTED.test(clause) || OVER.test(clause)) return false
  const found = words.exec(clause)
  return found !== null && !DENIED.test(clause.slice(0, found.index))
}

/** Another fee's quarrel, or another's: these say nothing about this account's property fee. */
const ANOTHER_FEE = /停车|车位费|水费|电费|燃气|暖气费|取暖费|维修基金|装修押金/
const ANOTHER = /开发商|建设单位|施工|邻居|楼上|楼下|前业主|中介/

const REFUSES = /拒(绝)?(缴|交|付)|不(肯|愿意?|同意)(缴|交|付)/
const OBJECTS = /有(较大|很大|重大)?(异议|争议)|提出(异议|争议|质疑)/
const UNSOLVED = /(质量|漏水|渗水|漏雨|开裂|维修)(的?问题)?(一直|至今|仍|还)?(未|没有?|尚未|未能|得不到)(得到)?(解决|处理|维修|修好|修复)/
function isDispute(clause: string): boolean {
  if (ANOTHER_FEE.test(clause)) return false
  return claims(clause, REFUSES) || claims(clause, OBJECTS) || claims(clause, UNSOLVED)
}

const DEAD_LINE = /停机|空号|销号|号码?(已|被)?(停用|注销)/
const OTHERS_NUMBER = /(电话|手机|号码?)(是|为|登记)?(错误|有误|不对|打错|错)|错号|(电话|手机|号码|接听人?|接电话的?)(不是|非)本人|非本人(电话|号码|手机)/
const ANOTHER_MACHINE = /电梯|水泵|设备|空调|机组|锅炉|充电桩/
const NOW_AND_THEN = /有时|偶尔|经常|时常|常常|曾经/
function isWrongNumber(clause: string): boolean {
  if (ANOTHER_MACHINE.test(clause) || NOW_AND_THEN.test(clause)) return false
  return claims(clause, DEAD_LINE) || claims(clause, OTHERS_NUMBER)
}

const POOR = /低保|特困|五保|(经济|家庭|家里|家中|生活|资金|确有|暂时|比较|十分|非常)困难|困难(户|家庭|职工|补助)|^(业主|住户)?(有)?困难$/
const STRUCK = /失业|下岗|(重|大)病|癌|尿毒症|瘫痪/
const NOT_STRUCK = /失业保险|再就业|大病(保险|医保)|癌症筛查/
function isHardship(clause: string): boolean {
  if (ANOTHER.test(clause) || NOT_STRUCK.test(clause)) return false
  return claims(clause, POOR) || claims(clause, STRUCK)
}

const LET = /出租(?!车)|租客|租户|承租人|租给|转租/
function isLet(clause: string): boolean {
  return !ANOTHER.test(clause) && claims(clause, LET)
}

/** Furthest first: of a suit that was judged and is being enforced, enforcing is where it stands. */
const CASES: readonly (readonly [state: CaseState, words: RegExp])[] = [
  ['bankrupt', /(已|宣告|裁定|申请|受理|进入)+.{0,4}破产|破产(清算|重整|程序|管理人|中)|^(公司|企业|业主|商户)?破产$/],
  ['enforced', /(强制|法院|申请|进入|恢复|判决|案件)+.{0,4}执行|^执行(中|阶段|程序)|终本/],
  ['judged', /已(经)?(宣)?判|判决(书)?(已|生效|下)|胜诉|法院判/],
  ['in_suit', /已(经|于.{1,8}|向.{1,8})?起诉|起诉中|诉讼中|已.{0,4}立案|立案(受理|审理)|已?开庭|审理中|[一二]审(中|阶段)?/],
  ['before_suit', /诉前|(移交|委托|转交?|交由).{0,3}(律师|法务)/],
]
/** The owner against us, or somebody else's case: another matter than our claim. */
const ANOTHER_SUIT = /(业主|住户|对方|商户).{0,6}(起诉|告)|(起诉|告).{0,2}(我|物业|公司|开发商)|开发商|建设单位|施工|物业公司|前物业/

function caseIn(clauses: readonly string[]): readonly Proposed[] {
  const ours = clauses.filter((clause) => !ANOTHER_SUIT.test(clause))
  // A suit that was taken back is over, whatever the clauses before it say.
  if (clauses.some((clause) => /撤诉|已(经)?(和解|结案|撤)/.test(clause))) return []
  const found = CASES.find(([, words]) => ours.some((clause) => claims(clause, words)))
  return found ? [{ kind: 'case', day: null, caseState: found[0] }] : []
}

const PROMISES = /承诺|答应|保证|约定|同意|表示|说(?!明)|称/
const PAYS = /缴|交|付|结清|还清|补齐/
const ON_CONDITION = /(后|再|才|就)(缴|交|付|补|结清)|除非|等.*(缴|交|付)|为条件/
const OTHER_PROMISER = /^(物业|我司|公司|客服|开发商|施工)|(物业|开发商|我司)(承诺|答应|保证)/
const NOT_KEPT = /^(至今|但|仍|一直|到期)?(未|没有?)(缴|交|付|兑现|履行)|失信|未兑现|未履行|爽约/

/** A promise to pay; one whose day cannot be read exactly is proposed without a day, never guessed. */
function promiseIn(clauses: readonly string[], cutoff: Day): readonly Proposed[] {
  for (const [at, clause] of clauses.entries()) {
    if (!claims(clause, PROMISES)) continue
    const promise = clause.slice(PROMISES.exec(clause)?.index ?? 0)
    if (!PAYS.test(promise) || ANOTHER_FEE.test(clause) || OTHER_PROMISER.test(clause) || ON_CONDITION.test(promise)) continue
    if (/(未|没)/.test(promise) || /(不|拒绝?)(再|肯|愿|同意)?(缴|交|付)/.test(promise)) continue
    // Broken before it came to us: nothing to hold for.
    if (clauses.slice(at + 1).some((later) => NOT_KEPT.test(later))) continue
    const day = promisedDay(promise, cutoff)
    // "said" and "agreed" are a promise only where a day stands beside them.
    if (day === null && !/承诺|答应|保证|约定/.test(clause)) continue
    return [{ kind: 'promise', day, caseState: null }]
  }
  return []
}
