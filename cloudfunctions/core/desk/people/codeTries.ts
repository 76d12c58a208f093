import { type Outcome, refuse } from '@contract/outcome'
import { isUsable } from '@core/domain/people/invitation'
import { codeTriesLeft, withCodeFailure } from '@core/domain/people/tries'
import type { World } from '@core/shell/world'
import type { Invitation, Person } from '@core/store/records'
import { type Decision, put } from '@core/store/store'

/** Whether the code may be used, as the transaction sees it; null when it may. */
export function obstacle(
  invitation: Invitation | null, person: Person, openid: string, world: World,
): Decision<Outcome<never>> | null {
  if (codeTriesLeft(person, world.now) === 0) return { writes: [], result: refuse('CODE_TRIES_SPENT') }
  return invitation && isUsable(invitation, openid, world.now) ? null : wrongCode(person, world)
}

export function wrongCode(person: Person, world: World): Decision<Outcome<never>> {
  if (codeTriesLeft(person, world.now) === 0) return { writes: [], result: refuse('CODE_TRIES_SPENT') }
  return { writes: [put('persons', withCodeFailure(person, world.now))], result: refuse('INVITATION_INVALID') }
}
