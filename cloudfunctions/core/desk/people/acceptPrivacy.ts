import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { newPerson } from '@core/domain/people/tries'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { put } from '@core/store/store'

/** privacy.accept: which text was accepted, and when it first was. */
export function acceptPrivacy(
  { version }: { version: string }, { openid }: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'privacy.accept'>>> {
  return world.store.change({ known: ['persons', openid] }, ({ known }) => {
    if (known?.privacy?.version === version) {
      return { writes: [], result: accept({ acceptedAt: known.privacy.at }) }
    }
    const person = { ...(known ?? newPerson(openid, world.now)), privacy: { version, at: world.now } }
    return { writes: [put('persons', person)], result: accept({ acceptedAt: world.now }) }
  })
}
