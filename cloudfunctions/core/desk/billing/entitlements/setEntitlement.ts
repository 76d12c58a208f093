import type { Day } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { tariffsOf } from '@core/desk/billing/runPages'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Entitlement } from '@core/store/records'
import { type Decision, insert } from '@core/store/store'
import { createHash } from 'node:crypto'

type Ask = { premisesId: string; code: string; certificate: string; from: Day; to: Day; items?: readonly string[] | undefined }
type Set = Outcome<{ entitlementId: string }>
const CERTIFICATES_MAX = 200

/**
 * entitlement.set: from the next bill on a posted rate holds for these days (rules §4). What was
 * billed stays. The same certificate for the same days twice is one record.
 */
export async function setEntitlement(ask: Ask, caller: Caller, world: World): Promise<Set> {
  const { premisesId, code, certificate, from, to, items } = ask
  const premises = await world.store.get('premises', premisesId)
  if (!premises) return refuse('PREMISES_NOT_FOUND')
  const { communityId } = premises
  const post = await permit(world, caller, communityId, 'prepare_billing')
  if (!post.ok) return post
  if (to < from) return refuse('DAYS_REVERSED')
  const tariffs = await tariffsOf(communityId, world)
  if (![...tariffs.values()].some(({ rates = [] }) => rates.some((rate) => rate.code === code))) return refuse('RATE_NOT_POSTED')
  const entitlementId = idOf(ask)
  const there = await world.store.find('entitlements', { where: { communityId, premisesId }, limit: CERTIFICATES_MAX })
  if (there.some(({ _id }) => _id === entitlementId)) return accept({ entitlementId })
  const meets = (one: Entitlement) => one.code === code && one.from <= to && one.to >= from && share(one.items, items)
  if (there.some(meets)) return refuse('ENTITLEMENT_OVERLAPS')
  const entitlement: Entitlement = {
    _id: entitlementId, communityId, premisesId, code, ...(items ? { items } : {}), certificate, from, to, setBy: caller.openid, createdAt: world.now,
  }
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'entitlement.set', on: premisesId, detail: `${code} ${from} ${to}` })
  return world.store.change({ twin: ['entitlements', entitlementId] }, ({ twin }): Decision<Set> => ({
    writes: twin ? [] : [insert('entitlements', entitlement), insert('audit', audit)], result: accept({ entitlementId }),
  }))
}

function share(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((item) => b.includes(item))
}
function idOf({ premisesId, code, certificate, from, to }: Ask): string {
  return `entitlement-${createHash('sha256').update(JSON.stringify([premisesId, code, certificate, from, to])).digest('hex').slice(0, 24)}`
}
