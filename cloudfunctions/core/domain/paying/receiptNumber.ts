const DIGITS = 6

/** `SJ2026-000123`: one sequence a payee and year. */
export function receiptNumber(year: string, seq: number): string {
  return `SJ${year}-${String(seq).padStart(DIGITS, '0')}`
}
