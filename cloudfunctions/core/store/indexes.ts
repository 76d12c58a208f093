import type { Collection } from './records'

/**
 * Every index of the database: created on deploy, enforced by the local cloud, which refuses a
 * query that none of them serves (architecture rule 7). Equalities first, then one range or sort;
 * `_id` last where a list is paged, so that a page ends at an exact place.
 */
export type Index = {
  readonly collection: Collection
  readonly name: string
  readonly keys: readonly (readonly [field: string, direction: 1 | -1])[]
  readonly unique?: true
}

const on = (collection: Collection, ...fields: string[]): Index => ({
  collection,
  name: fields.join('_'),
  keys: fields.map((field) => (field.startsWith('-') ? [field.slice(1), -1] : [field, 1])),
})
const unique = (index: Index): Index => ({ ...index, unique: true })

export const INDEXES: readonly Index[] = [
  unique(on('premises', 'communityId', 'key')),
  on('premises', 'communityId', 'label', '_id'),
  on('accounts', 'communityId', 'oldestDueOn', '_id'),
  on('accounts', 'communityId', 'nextActOn', '_id'),
  on('accounts', 'communityId', 'label', '_id'),
  on('accounts', 'communityId', 'name', '_id'),
  on('accounts', 'phones'),
  on('holdings', 'premisesId', 'from'),
  on('holdings', 'accountId', 'from'),
  on('holdings', 'communityId', 'premisesId'),
  on('entitlements', 'communityId', 'premisesId', 'from'),
  on('tariffs', 'communityId', 'item', 'effectiveFrom'),
  on('bills', 'accountId', '-dueOn', '-_id'),
  on('bills', 'communityId', 'period', 'premisesId'),
  on('bills', 'communityId', 'dueOn', '_id'),
  on('bills', 'communityId', 'item', 'premisesId', 'to'),
  on('charge_policies', 'communityId', 'publishedAt'),
  on('charge_policies', 'communityId', 'createdAt'),
  on('billing_runs', 'state', 'leaseUntil'),
  on('billing_schedules', 'on', '_id'),
  on('meters', 'communityId', 'item', 'premisesId'),
  on('readings', 'meterId', 'day'),
  on('readings', 'communityId', 'item', 'premisesId', 'day'),
  on('pools', 'communityId', 'period', 'item'),
  on('pools', 'state', 'leaseUntil'),
  on('pool_shares', 'communityId', 'period', 'item', 'premisesId'),
  on('pool_shares', 'poolId', '_id'),
  on('billing_runs', 'communityId', 'period', 'createdAt'),
  on('claims', 'accountId', 'from'),
  on('entries', 'accountId', 'at', '_id'),
  on('entries', 'communityId', 'kind', 'day'),
  on('orders', 'checkAt'),
  on('orders', 'numberIn', 'paidAt', '_id'),
  on('orders', 'accountId', '-paidAt', '-_id'),
  on('plans', 'state', '_id'),
  on('plans', 'accountId', 'createdAt', '_id'),
  on('plans', 'communityId', 'state', 'createdAt', '_id'),
  unique(on('receipts', 'payeeId', 'year', 'seq')),
  on('receipts', 'communityId', 'paidAt', '_id'),
  on('persons', 'leavingSince'),
  on('bindings', 'openid', 'state'),
  on('bindings', 'accountId', 'state'),
  on('staff', 'openid', 'state'),
  on('staff', 'communityId', 'state'),
  on('notices', 'communityId', '-to'),
  on('orders', 'openid', 'state', '_id'),
  on('quotes', 'openid'),
  on('plan_quotes', 'by'),
  on('consents', 'openid'),
  on('messages', 'openid', '_id'),
  on('dunning_lines', 'openid'),
  on('invitations', 'issuedBy', '_id'),
  on('invitations', 'usedBy'),
  on('messages', 'state', 'purpose', 'notBefore', '_id'),
  on('messages', 'runId', 'state'),
  on('messages', 'accountId', 'createdAt'),
  on('messages', 'communityId', 'state', 'purpose', 'endedAt'),
  on('contacts', 'accountId', 'at'),
  on('contacts', 'openid', 'at'),
  on('contacts', 'communityId', 'day', 'channel'),
  on('dunning_runs', 'state', 'leaseUntil'),
  on('dunning_runs', 'communityId', 'day'),
  on('dunning_lines', 'runId', '_id'),
  on('dunning_lines', 'runId', 'stage'),
  on('imports', 'state', 'leaseUntil'),
  on('import_rows', 'importId', 'seq'),
  on('tasks', 'communityId', 'state', 'createdAt', '_id'),
  on('tasks', 'accountId', 'createdAt'),
  on('tasks', 'kind', 'state', 'accountId'),
  on('audit', 'communityId', 'at', '_id'),
  on('orders', 'createdAt'),
  on('orders', 'paidAt', '_id'),
  on('entries', 'communityId', 'at', '_id'),
  on('reconciliations', 'mchid', 'day'),
  on('differences', 'communityId', 'day', '_id'),
  on('seals', 'communityId', 'day'),
  on('forecasts', 'communityId', 'dueOn'),
  on('proposals', 'communityId', 'state', 'place', '_id'),
  on('proposals', 'communityId', 'state', 'building'),
  on('proposals', 'accountId', 'state'),
  on('proposals', 'importId', 'state'),
  on('holds', 'accountId', '-setAt'),
  on('confirmations', 'accountId', '-createdAt'),
  on('holds', 'state', 'until', '_id'),
  on('holds', 'communityId', 'state', 'answerBy'),
]

/** Named so that a new record type without a collection does not compile. */
const EVERY: Record<Collection, true> = {
  charge_policies: true,
  communities: true, premises: true, accounts: true, holdings: true, entitlements: true, tariffs: true, bills: true,
  billing_runs: true, billing_schedules: true,
  meters: true, readings: true, pools: true, pool_shares: true,
  entries: true, quotes: true, orders: true, receipts: true, voucher_maps: true, sequences: true, persons: true, bindings: true,
  invitations: true, staff: true, notices: true, consents: true, messages: true, contacts: true, dunning_runs: true,
  dunning_lines: true, imports: true, import_rows: true, ledger_mappings: true, claims: true,
  tasks: true, proposals: true, holds: true, confirmations: true, audit: true, duties: true,
  reconciliations: true, differences: true, seals: true, forecasts: true, sightings: true, plan_quotes: true, plans: true,
}
export const COLLECTIONS = Object.keys(EVERY) as readonly Collection[]
