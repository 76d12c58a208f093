/**
 * What was acknowledged to somebody, and must be true for ever after whatever crashed meanwhile.
 * Kept by the runner alone; the last night compares it with the database.
 */
export type Memory = {
  /** Order number -> who was given its payment sheet, and for what. */
  readonly started: Map<string, { readonly accountId: string; readonly openid: string }>
  /** Orders whose payer's window said paid: WeChat has the money. */
  readonly paid: Map<string, number>
  /** Orders whose payer was told `paid` by our own page. */
  readonly confirmed: Set<string>
  /** `openid:template` -> accepts that our page said are written down. */
  readonly accepted: Map<string, number>
  readonly published: Map<string, number>
  readonly released: Set<string>
  /** `accountId openid` -> whether the person may see the account. */
  readonly bound: Map<string, boolean>
  readonly plans: Set<string>
  /** Who asked to be forgotten: of them nothing can be compared any more. */
  readonly forgotten: Set<string>
}

export function emptyMemory(): Memory {
  return {
    started: new Map(), paid: new Map(), confirmed: new Set(), accepted: new Map(), published: new Map(), released: new Set(), bound: new Map(), plans: new Set(),
    forgotten: new Set(),
  }
}
