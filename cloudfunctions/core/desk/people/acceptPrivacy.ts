import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { knownPerson } from '@core/domain/people/tries'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { put } from '@core/store/store'
import { forgottenId } from './ids'

/** privacy.accept: which text was accepted, and when it first was. */
export function acceptPrivacy(
  { version }: { version: string }, { openid }: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'privacy.accept'>>> {
  const reads = { known: ['persons', openid], forgotten: ['persons', forgottenId(openid)] } as const
  return world.store.change(reads, ({ known, forgotten }) => {
    if (known?.privacy?.version === version) {
      return { writes: [], result: accept({ acceptedAt: known.privacy.at }) }
    }
    const person = { ...knownPerson(known, forgotten, openid, world.now), privacy: { version, at: world.now } }
    return { writes: [put('persons', person)], result: accept({ acceptedAt: world.now }) }
  })
}
