import type { World } from '@core/shell/world'
import type { AuditRow } from '@core/store/records'

/**
 * One line of the audit trail: who did what to what. Saved in the transaction of the act, or
 * before the answer that it tells of, so that nothing happens unrecorded. `detail` holds reasons
 * and roles, never a phone number or a name. `by` is a member of staff's openid, and a resident's
 * binding: these rows are sealed for good, and whoever is forgotten must not stand in them (rules §14).
 */
export function auditRow(world: World, facts: Omit<AuditRow, '_id' | 'at'>): AuditRow {
  return { _id: world.newId(), at: world.now, ...facts }
}
