/**
 * The accounts ticked on 欠费, on their way to the preview: too many for an address. Null when nothing
 * was handed over, which must never be read as "everybody".
 */
let chosen: readonly string[] | 'all' | null = null

export const handOver = (accountIds: readonly string[] | 'all'): void => void (chosen = accountIds)
export const handedOver = (): readonly string[] | 'all' | null => chosen
