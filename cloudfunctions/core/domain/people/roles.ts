import type { StaffRole } from '@contract/contract/staff'

/**
 * Who may do what (roles.md), whole: nothing else in the program names a role to allow an act.
 * "Prepares" and "confirms" are two acts, so that finance can make ready what only a manager lets
 * out. Counsel is a name in the case record, not a role.
 */
export const ACTS = {
  see_accounts: ['collector', 'steward', 'finance', 'manager', 'auditor'],
  reveal_phone: ['collector', 'steward', 'finance', 'manager'],
  record_contact: ['collector', 'steward', 'finance', 'manager'],
  /** Disputes, pauses, cases and hardship stop asking for money: not for whoever collects it to decide. */
  decide_holds: ['finance', 'manager'],
  prepare_billing: ['finance', 'manager'],
  publish_billing: ['manager'],
  /** Who holds which days: a sale, a tenancy, an area measured anew. What is billed by then only a manager voids. */
  change_estate: ['finance', 'manager'],
  read_meters: ['collector', 'steward', 'finance', 'manager'],
  /** A former manager's claim becomes a bill: the agreement and the notice are the manager's to answer for. */
  assign_claims: ['manager'],
  prepare_tariff: ['finance', 'manager'],
  publish_tariff: ['manager'],
  prepare_charges: ['finance', 'manager'],
  /** Policy and limits are the manager's: publishing, stopping, days that count for nobody, waivers. */
  decide_charges: ['manager'],
  prepare_import: ['finance', 'manager'],
  confirm_import: ['manager'],
  /** A code that binds somebody to an account is the approval of that binding. */
  issue_invitation: ['manager'],
  prepare_run: ['steward', 'finance', 'manager'],
  /** Messages no later than T+7. */
  release_run: ['steward', 'finance', 'manager'],
  release_run_beyond: ['manager'],
  /** What is said to a plan by whom is policy (domain/paying/planPolicy): finance up to its limit, beyond it the manager. */
  propose_plan: ['steward', 'finance', 'manager'],
  decide_plan: ['finance', 'manager'],
  manage_staff: ['manager'],
  post_notice: ['manager'],
  see_audit: ['finance', 'manager', 'auditor'],
  reconcile: ['finance', 'manager'],
  see_reconciliation: ['finance', 'manager', 'auditor'],
  audit_books: ['finance', 'manager', 'auditor'],
  /** Tables and vouchers; who took which stays in the audit trail. */
  export_books: ['finance', 'manager', 'auditor'],
  map_vouchers: ['finance', 'manager'],
  see_health: ['finance', 'manager', 'auditor'],
} as const satisfies Record<string, readonly StaffRole[]>
export type Act = keyof typeof ACTS

/** As staff's screens name them. */
export const ROLE_WORDS: Record<StaffRole, string> = { collector: '收费员', steward: '管家', finance: '财务', manager: '项目经理', auditor: '稽核' }

type Member = { readonly roles: readonly StaffRole[]; readonly buildings: readonly string[] }

export function mayDo(member: Member, act: Act): boolean {
  const allowed: readonly StaffRole[] = ACTS[act]
  return member.roles.some((role) => allowed.includes(role))
}

/** Collectors and stewards work in their own buildings; these see all of them. */
const EVERY_BUILDING: readonly StaffRole[] = ['finance', 'manager', 'auditor']

/** `building` as premises and accounts write it. No building named means none, never all. */
export function seesBuilding(member: Member, building: string): boolean {
  return member.roles.some((role) => EVERY_BUILDING.includes(role)) || member.buildings.includes(building)
}
