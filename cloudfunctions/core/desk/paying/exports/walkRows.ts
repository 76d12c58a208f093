import { hasTime } from '@core/shell/lease'
import type { World } from '@core/shell/world'
import { pageAfter, type PageEnd } from '@core/store/pages'
import type { Collection, Records } from '@core/store/records'
import type { Where } from '@core/store/store'

/** Rows in one file: a workbook of them is about a megabyte and a half, half of what an answer may carry. */
export const ROWS_A_FILE = 15_000
const PAGE = 500

/** Which documents, in which order, and what follows where a file ended. */
type Walk<C extends Collection> = {
  readonly collection: C
  readonly where: Where<Records[C]>
  readonly field: keyof Records[C] & string
  readonly after: string | undefined
}
export type Walked<R> = { readonly rows: readonly R[]; readonly next: string | null }

/**
 * Rows out of pages of documents, until the file is full, the call's time is over, or the end. A file
 * ends behind any document, since one page of accounts may owe more than a file holds.
 * @param rowsOf the rows of each document of a page, in its order
 */
export async function walkRows<C extends Collection, R>(
  { collection, where, field, after }: Walk<C>, world: World, rowsOf: (docs: readonly Records[C][]) => Promise<readonly (readonly R[])[]>,
): Promise<Walked<R>> {
  const rows: R[] = []
  let end = after === undefined ? null : endOf(after)
  for (;;) {
    const page = await pageAfter(world.store, collection, where, field, end, PAGE)
    for (const [i, some] of (await rowsOf(page)).entries()) {
      rows.push(...some)
      const doc = page[i]
      if (!doc) continue
      end = { value: doc[field], id: doc._id }
      if (rows.length >= ROWS_A_FILE) return { rows, next: placeOf(end) }
    }
    if (page.length < PAGE) return { rows, next: null }
    if (end !== null && !hasTime(world)) return { rows, next: placeOf(end) }
  }
}

function placeOf({ value, id }: PageEnd): string {
  return `${String(value)}|${id}`
}

/** What comes back from a phone: at worst a place where nothing is. */
function endOf(after: string): PageEnd {
  const cut = after.indexOf('|')
  return { value: after.slice(0, cut), id: after.slice(cut + 1) }
}
