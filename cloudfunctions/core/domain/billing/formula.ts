import jsep, { type Expression } from 'jsep'
import { type Exact, exactPrice, minus, over, plus, times, ZERO_EXACT } from './exact'

/**
 * A tariff's expression: numbers, names, + − × ÷ and parentheses, and nothing else. No call, no
 * property, no condition: what it can cost is bounded by its length (rules §4), and every step of
 * it is exact.
 */
export const FORMULA_LENGTH_MAX = 200
/** Facts of a premises and a period that an expression may name, beside its own constants. */
export const FORMULA_NAMES = ['area', 'usage', 'months', 'days', 'persons', 'price'] as const
const WRITTEN_WRONG = '公式写法不对，只能用数字、名称、+ - * / 和括号'
export type FormulaName = (typeof FORMULA_NAMES)[number]
export type Names = Readonly<Record<string, Exact | undefined>>

/** What staff read when an expression cannot be kept, or null. */
export function formulaFault(text: string, constants: Readonly<Record<string, string>>): string | null {
  if (text.length > FORMULA_LENGTH_MAX) return `公式最多 ${FORMULA_LENGTH_MAX} 个字符`
  // The parser passes over a stray comma or semicolon; whoever reads the basis would not.
  if (!/^[0-9A-Za-z_.+\-*/() ]+$/.test(text)) return WRITTEN_WRONG
  try {
    return faultIn(jsep(text), new Set<string>([...FORMULA_NAMES, ...Object.keys(constants)]))
  } catch {
    return WRITTEN_WRONG
  }
}

function faultIn(node: Expression, known: ReadonlySet<string>): string | null {
  if (isNumber(node)) return /^\d+(\.\d{1,6})?$/.test(node.raw) ? null : `数字 ${node.raw} 最多六位小数`
  if (isName(node)) return known.has(node.name) ? null : `不认识“${node.name}”，可以用 ${[...known].join('、')}`
  if (isNegative(node)) return faultIn(node.argument, known)
  if (isOperation(node)) return faultIn(node.left, known) ?? faultIn(node.right, known)
  return WRITTEN_WRONG
}

export type Evaluated = { readonly ok: true; readonly value: Exact } | { readonly ok: false; readonly missing: string }

/**
 * The value of a kept expression. `missing` names the fact that this premises has not (an area
 * never measured, a meter not read), or that a divisor was nothing.
 */
export function evaluate(text: string, names: Names): Evaluated {
  try {
    return { ok: true, value: valueOf(jsep(text), names) }
  } catch (error) {
    if (error instanceof Missing) return { ok: false, missing: error.message }
    throw error
  }
}
class Missing extends Error {}

/** Names that an expression uses: only those facts need to be known. */
export function namesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  const walk = (node: Expression): void => {
    if (isName(node)) found.add(node.name)
    if (isNegative(node)) walk(node.argument)
    if (isOperation(node)) [node.left, node.right].forEach(walk)
  }
  walk(jsep(text))
  return found
}

function valueOf(node: Expression, names: Names): Exact {
  if (isNumber(node)) return exactPrice(node.raw)
  if (isName(node)) {
    const value = Object.hasOwn(names, node.name) ? names[node.name] : undefined
    if (value === undefined) throw new Missing(node.name)
    return value
  }
  if (isNegative(node)) return minus(ZERO_EXACT, valueOf(node.argument, names))
  if (!isOperation(node)) throw new Missing('?')
  const [left, right] = [valueOf(node.left, names), valueOf(node.right, names)]
  if (node.operator === '+') return plus(left, right)
  if (node.operator === '-') return minus(left, right)
  if (node.operator === '*') return times(left, right)
  const quotient = over(left, right)
  if (quotient === null) throw new Missing('/')
  return quotient
}

type NumberNode = Expression & { readonly raw: string }
type NameNode = Expression & { readonly name: string }
type NegativeNode = Expression & { readonly argument: Expression }
type OperationNode = Expression & { readonly operator: string; readonly left: Expression; readonly right: Expression }
const isNumber = (node: Expression): node is NumberNode => node.type === 'Literal' && typeof node['value'] === 'number'
const isName = (node: Expression): node is NameNode => node.type === 'Identifier'
const isNegative = (node: Expression): node is NegativeNode => node.type === 'UnaryExpression' && node['operator'] === '-'
const isOperation = (node: Expression): node is OperationNode =>
  node.type === 'BinaryExpression' && ['+', '-', '*', '/'].includes(String(node['operator']))
