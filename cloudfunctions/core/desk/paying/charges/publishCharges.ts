import type { Day } from '@contract/calendar'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { publishFault } from '@core/domain/paying/chargePolicy'
import { sayPolicy } from '@core/domain/paying/chargeWords'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Decision, insert, put } from '@core/store/store'
import { publishedOf } from './chargesOf'

type Published = Outcome<{ publishedOn: Day }>

/** charges.publish: from here on the rule is public, never changes, and counts for bills that fall due after today. */
export async function publishCharges({ policyId }: { policyId: string }, caller: Caller, world: World): Promise<Published> {
  const draft = await world.store.get('charge_policies', policyId)
  if (!draft) return refuse('CHARGE_NOT_FOUND')
  const { communityId } = draft
  const post = await permit(world, caller, communityId, 'decide_charges')
  if (!post.ok) return post
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'charges.publish', on: policyId, detail: sayPolicy(draft).join('；') })
  return world.store.change({ policy: ['charge_policies', policyId] }, ({ policy }): Decision<Published> => {
    if (!policy) return { writes: [], result: refuse('CHARGE_NOT_FOUND') }
    const fault = publishFault(policy, world.today)
    if (fault) return { writes: [], result: refuse(fault) }
    const published = { ...policy, publishedOn: world.today, publishedAt: world.now, publishedBy: caller.openid }
    return { writes: [put('charge_policies', published), insert('audit', audit)], result: accept({ publishedOn: world.today }) }
  })
}

type Stopped = Outcome<{ stoppedOn: Day }>
type StopAsk = { communityId: string; payeeId: string; reason: string }

/** charges.stop: every version of the payee ends today; what grew until today stays owed unless it is waived. */
export async function stopCharges({ communityId, payeeId, reason }: StopAsk, caller: Caller, world: World): Promise<Stopped> {
  const post = await permit(world, caller, communityId, 'decide_charges')
  if (!post.ok) return post
  const running = (await publishedOf(communityId, world)).filter((one) => one.payeeId === payeeId && !one.stopped).map(({ _id }) => _id)
  if (running.length === 0) return refuse('CHARGE_NOT_FOUND')
  const stopped = { on: world.today, by: caller.openid, reason }
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'charges.stop', on: payeeId, detail: reason })
  return world.store.change({ policies: ['charge_policies', running] }, ({ policies }): Decision<Stopped> => ({
    writes: [...policies.flatMap((one) => (one && !one.stopped ? [put('charge_policies', { ...one, stopped })] : [])), insert('audit', audit)],
    result: accept({ stoppedOn: world.today }),
  }))
}
