import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { maskPhone } from '@core/domain/people/mask'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { present, put } from '@core/store/store'

/**
 * bind.phone: turns the phone button's code into a number, once per person, because each check
 * costs the operator money. It says nothing about any account: that is for the second proof.
 */
export async function bindByPhone(
  { code }: { code: string }, { openid }: Caller, world: World,
): Promise<Outcome<ResidentAnswer<'bind.phone'>>> {
  const person = await world.store.get('persons', openid)
  if (!person?.privacy) return refuse('PRIVACY_NOT_ACCEPTED')
  const phone = person.phone ?? (await world.wechat.phoneOf(code))
  const kept = await world.store.change({ known: ['persons', openid] }, ({ known }) => {
    const now = present(known, 'the person')
    // A second tap sends the same code, which is spent by then: the first one's number answers it.
    if (now.phone !== null || phone === null) return { writes: [], result: now.phone }
    return { writes: [put('persons', { ...now, phone })], result: phone }
  })
  return kept === null ? refuse('PHONE_CODE_SPENT') : accept({ phoneMasked: maskPhone(kept) })
}
