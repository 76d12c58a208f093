import type { Entry } from '@core/domain/paying/ledger'
import type { TariffVersion } from '@core/domain/billing/tariff'
import type { Community, Premises, Holding, Entitlement, Account } from './records/estate'
import type { Meter, Pool, PoolShare, Reading } from './records/metering'
import type { Bill, BillingRun, BillingSchedule, Claim, LedgerImport, LedgerMapping, LedgerRow } from './records/billing'
import type { Confirmation } from './records/confirming'
import type { ChargePolicy } from './records/charging'
import type { HoldRecord, Proposal } from './records/holding'
import type { Quote, Order, Receipt, Sequence, VoucherMap } from './records/paying'
import type { Plan, PlanQuote } from './records/planning'
import type { Reconciliation, Difference, Seal } from './records/reconciling'
import type { Notice } from './records/noticing'
import type { Person, Binding, Invitation, StaffMember, AuditRow } from './records/people'
import type { Consent, Message, Contact, DunningRun, DunningLine, Task, Duty } from './records/collecting'
import type { Forecast, Sighting } from './records/watching'

export type * from './records/estate'
export type * from './records/billing'
export type * from './records/charging'
export type * from './records/metering'
export type * from './records/paying'
export type * from './records/reconciling'
export type * from './records/people'
export type * from './records/noticing'
export type * from './records/planning'
export type * from './records/collecting'
export type * from './records/confirming'
export type * from './records/holding'
export type * from './records/watching'

/**
 * What the database keeps, one type a collection; the name here is the collection's name in the
 * database. Ids name the event or the thing (architecture rule 3), so a second run finds its own
 * work instead of repeating it.
 */
export type Records = {
  communities: Community
  premises: Premises
  accounts: Account
  holdings: Holding
  entitlements: Entitlement
  tariffs: TariffVersion
  bills: Bill
  charge_policies: ChargePolicy
  billing_runs: BillingRun
  billing_schedules: BillingSchedule
  meters: Meter
  readings: Reading
  pools: Pool
  pool_shares: PoolShare
  entries: Entry
  quotes: Quote
  orders: Order
  plan_quotes: PlanQuote
  plans: Plan
  receipts: Receipt
  voucher_maps: VoucherMap
  sequences: Sequence
  persons: Person
  notices: Notice
  bindings: Binding
  invitations: Invitation
  staff: StaffMember
  consents: Consent
  messages: Message
  contacts: Contact
  dunning_runs: DunningRun
  dunning_lines: DunningLine
  imports: LedgerImport
  import_rows: LedgerRow
  ledger_mappings: LedgerMapping
  claims: Claim
  tasks: Task
  audit: AuditRow
  duties: Duty
  proposals: Proposal
  holds: HoldRecord
  confirmations: Confirmation
  reconciliations: Reconciliation
  differences: Difference
  seals: Seal
  forecasts: Forecast
  sightings: Sighting
}
export type Collection = keyof Records
