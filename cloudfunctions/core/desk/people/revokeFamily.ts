import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { managesPeople } from '@core/domain/people/binding'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { present, put } from '@core/store/store'
import { ownAccount } from './residentAccount'

/**
 * family.revoke: the owner takes sight back from family and tenants, and anybody may leave. One
 * owner does not shut out another: they owe together, so only the property company may.
 */
export async function revokeFamily(
  { bindingId }: { bindingId: string }, caller: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'family.revoke'>>> {
  const target = await world.store.get('bindings', bindingId)
  if (!target || target.state !== 'active') return refuse('BINDING_NOT_FOUND')
  if (target.openid !== caller.openid) {
    const own = await ownAccount(world, caller, target.accountId)
    // A stranger is not told that there is somebody to shut out.
    if (!own.ok) return refuse('BINDING_NOT_FOUND')
    if (!managesPeople(own.value.binding)) return refuse('OWNER_ONLY')
    if (managesPeople(target)) return refuse('BINDING_NOT_FOUND')
  }
  return world.store.change({ binding: ['bindings', bindingId] }, ({ binding }) => ({
    writes: [put('bindings', { ...present(binding, 'the binding'), state: 'revoked' })],
    result: accept({ revoked: true as const }),
  }))
}
