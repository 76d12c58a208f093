type Whom = readonly string[] | 'all'

/** The accounts ticked on 欠费, on their way to the preview: too many for an address. */
let handedOver: Whom | null = null

export function handOver(whom: Whom): void {
  handedOver = whom.length === 0 ? null : whom
}

/** Once each: null, when nothing was handed over, must never be read as "everybody". */
export function takeOver(): Whom | null {
  const whom = handedOver
  handedOver = null
  return whom
}
