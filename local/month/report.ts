import { fen, showFen } from '@contract/money'
import type { Lived } from './lived'
import { RULES } from './rules'

/** One month in words. The same seed gives the same text, to the letter. */
export function reportOf(lived: Lived): string {
  const { seed, town, period, accounts, homes, money, orders, messages, calls, plans, tasks, differences } = lived
  const lines = [
    `seed ${seed} · ${town} · ${period} · ${accounts} accounts, ${homes} with somebody who has a phone`,
    '',
    ...table([
      ['owed at the start', yuan(money.owedAtStart)],
      ['billed', yuan(money.billed)],
      ['prepaid used', yuan(money.prepaidUsed)],
      ['collected', yuan(money.collected), `${money.payments} payments`],
      ['placed on bills', yuan(money.placed)],
      ['surplus', yuan(money.surplus), `${tasksOf(tasks, 'surplus')} tasks to place it, ${tasksOf(tasks, 'payment_review')} to look into it`],
      ...(money.adjusted === 0 ? [] : [['adjusted', yuan(money.adjusted)]]),
      ['outstanding', yuan(money.outstanding)],
      ['prepaid left', yuan(money.prepaidLeft), `of ${yuan(money.prepaidAtStart)}`],
    ]),
    '',
    `orders: ${orders.paid} paid, ${orders.closed} closed unpaid, ${orders.underReview} under review`,
    `messages sent: ${said(messages.sent)}`,
    `messages not sent, and why: ${said(messages.notSent)}`,
    `not reminded in the manager's runs, and why: ${said(messages.notReminded)}`,
    `accepts: ${said(messages.accepts)}`,
    `calls handed to a person: ${calls}`,
    `plans: ${said(plans)}`,
    `differences: ${said(differences)}`,
    ...verdict(lived),
  ]
  return lines.join('\n')
}

/** One month in one line, for many of them. */
export function lineOf({ seed, money, messages, differences, broken }: Lived): string {
  const sent = Object.values(messages.sent).reduce((sum, n) => sum + n, 0)
  const facts = [
    `billed ${yuan(money.billed)}`, `collected ${yuan(money.collected)}`, `outstanding ${yuan(money.outstanding)}`, `surplus ${yuan(money.surplus)}`,
    `${sent} sent`, `differences ${said(differences)}`, broken.length === 0 ? 'every rule holds' : `${broken.length} BROKEN`,
  ]
  return `seed ${seed}: ${facts.join(' · ')}`
}

/** Whatever broke, with the seed, the day and the rule: what one needs to see it again. */
export function brokenLines({ seed, broken }: Lived): readonly string[] {
  return broken.map(({ day, rule, says }) => `BROKEN seed ${seed} · ${day} · ${rule}: ${says}`)
}

function verdict(lived: Lived): readonly string[] {
  if (lived.broken.length > 0) return brokenLines(lived)
  return [`every rule holds on every night: books, ${Object.keys(RULES).join(', ')}, never_unpaid, nothing_acknowledged_is_lost`]
}

function tasksOf(tasks: Lived['tasks'], kind: string): number {
  return Object.entries(tasks).filter(([name]) => name.startsWith(`${kind} `)).reduce((sum, [, n]) => sum + n, 0)
}
function said(counts: Lived['tasks']): string {
  const entries = Object.entries(counts)
  return entries.length === 0 ? 'none' : entries.map(([name, n]) => `${name} ${n}`).join(', ')
}
function yuan(amount: number): string {
  return showFen(fen(amount))
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map(([name = '', amount = '', note = '']) => `  ${name.padEnd(widths[0] ?? 0)}  ${amount.padStart(widths[1] ?? 0)}  ${note}`.trimEnd())
}
