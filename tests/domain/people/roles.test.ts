import type { StaffRole } from '@contract/contract/staff'
import { type Act, ACTS, mayDo, seesBuilding } from '@core/domain/people/roles'

const ROLES: readonly StaffRole[] = ['collector', 'steward', 'finance', 'manager', 'auditor']
const member = (roles: readonly StaffRole[], buildings: readonly string[] = []) => ({ roles, buildings })

/** roles.md, line for line: c collector, s steward, f finance, m manager, a auditor. An act without a line does not compile. */
const WHO: Readonly<Record<Act, string>> = {
  see_accounts: 'csfma',
  reveal_phone: 'csfm',
  record_contact: 'csfm',
  decide_holds: 'fm',
  prepare_billing: 'fm',
  publish_billing: 'm',
  change_estate: 'fm',
  read_meters: 'csfm',
  prepare_tariff: 'fm',
  publish_tariff: 'm',
  prepare_charges: 'fm',
  decide_charges: 'm',
  prepare_import: 'fm',
  confirm_import: 'm',
  issue_invitation: 'm',
  prepare_run: 'sfm',
  release_run: 'sfm',
  release_run_beyond: 'm',
  propose_plan: 'sfm',
  decide_plan: 'fm',
  manage_staff: 'm',
  post_notice: 'm',
  see_audit: 'fma',
  audit_books: 'fma',
  see_health: 'fma',
  export_books: 'fma',
  assign_claims: 'm',
  map_vouchers: 'fm',
  reconcile: 'fm',
  see_reconciliation: 'fma',
}

describe('who may do what', () => {
  it.each(Object.entries(WHO))('%s: %s', (act, expected) => {
    expect(ROLES.filter((role) => mayDo(member([role]), act as Act)).map((role) => role[0]).join('')).toBe(expected)
  })

  it('no role, no act; several roles, the sum of them', () => {
    expect(Object.keys(ACTS).filter((act) => mayDo(member([]), act as Act))).toEqual([])
    expect(mayDo(member(['collector', 'finance']), 'prepare_billing')).toBe(true)
    expect(mayDo(member(['collector', 'finance']), 'publish_billing')).toBe(false)
  })
})

describe('own buildings', () => {
  it.each<[StaffRole, boolean]>([['collector', false], ['steward', false], ['finance', true], ['manager', true], ['auditor', true]])(
    'a %s sees a building that is not named as theirs: %s', (role, expected) => {
      expect(seesBuilding(member([role], ['1栋']), '2栋')).toBe(expected)
      expect(seesBuilding(member([role], ['1栋']), '1栋')).toBe(true)
    },
  )

  it('none named means none, and a wider role opens them all', () => {
    expect(seesBuilding(member(['collector']), '1栋')).toBe(false)
    expect(seesBuilding(member(['collector', 'finance']), '1栋')).toBe(true)
  })
})
