import type { LedgerIds } from '@core/domain/billing/ledger/opening'
import { createHash } from 'node:crypto'

/** Digests, because a key holds the ledger's own Chinese words and an id only plain letters. */
export function ledgerIds(communityId: string): LedgerIds {
  const digest = (...parts: readonly string[]) => createHash('sha256').update(JSON.stringify([communityId, ...parts])).digest('hex').slice(0, 24)
  return {
    premises: (key) => `premises-${digest(key)}`,
    account: (key) => `account-${digest(key)}`,
    holding: (key) => `holding-${digest(key)}`,
    tariff: (price) => `tariff-${digest('ledger', price)}`,
  }
}
