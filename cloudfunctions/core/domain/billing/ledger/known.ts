import { type Fen, fen, showFen } from '@contract/money'
import type { LedgerIssue, LedgerRead } from './readLedger'
import type { LedgerLine } from './row'

/** What the books already say of a premises that a ledger names again. */
export type KnownPremises = { readonly area: string | null; readonly name: string; readonly balance: Fen }

/**
 * Books are never rewritten by a file (rules §1). Premises already there stay as they are, and where
 * the ledger says something else, a person reads both figures before confirming.
 */
export function withKnown(ledger: LedgerRead, known: ReadonlyMap<string, KnownPremises>): LedgerRead {
  const warned = new Set(ledger.issues.filter(({ level }) => level === 'warned').map(({ row }) => row))
  const differing = ledger.lines.flatMap((line) => {
    const books = known.get(line.key)
    const says = books ? differences(line, books) : []
    return says.length > 0 ? [{ row: line.sheetRow, says }] : []
  })
  const issues = differing.map(({ row, says }): LedgerIssue => ({
    row, level: 'warned', code: 'ALREADY_IMPORTED', says: `系统里已有这套房屋，导入不会改动它；与台账不同：${says.join('；')}`,
  }))
  const moved = differing.filter(({ row }) => !warned.has(row)).length
  return {
    ...ledger,
    issues: [...ledger.issues, ...issues].sort((a, b) => a.row - b.row),
    rows: { ...ledger.rows, accepted: ledger.rows.accepted - moved, warned: ledger.rows.warned + moved },
  }
}

function differences(line: LedgerLine, books: KnownPremises): readonly string[] {
  const balance = fen([line, ...(line.others ?? [])].reduce((sum, { owed, prepaid }) => sum + owed - prepaid, 0))
  return [
    ...(balance === books.balance ? [] : [`台账${sayBalance(balance)}，系统${sayBalance(books.balance)}`]),
    ...(line.area === books.area ? [] : [`台账面积 ${line.area}，系统 ${books.area ?? '未登记'}`]),
    ...(line.name === books.name ? [] : [`台账户名 ${line.name || '未写'}，系统 ${books.name || '未登记'}`]),
  ]
}

function sayBalance(balance: Fen): string {
  if (balance === 0) return '不欠不存'
  return balance > 0 ? `欠 ${showFen(balance)} 元` : `预缴 ${showFen(fen(-balance))} 元`
}
