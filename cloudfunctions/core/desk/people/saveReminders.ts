import { accept, type Outcome, refuse } from '@contract/outcome'
import { WISHED_HOURS } from '@core/domain/collecting/limits'
import { knownPerson } from '@core/domain/people/tries'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { ReminderWish } from '@core/store/records'
import { type Decision, put } from '@core/store/store'
import { forgottenId } from './ids'
import { ownAccount } from './residentAccount'

/**
 * reminders.save: 免打扰 stops reminders and dunning messages from now on, those already queued too,
 * since the wish is read again at sending; receipts are answers and still come. The hour narrows
 * the hours of the law and never widens them.
 */
export async function saveReminders(wish: ReminderWish, caller: Caller, world: World): Promise<Outcome<ReminderWish>> {
  const { on, hour } = wish
  if (hour < WISHED_HOURS.first || hour > WISHED_HOURS.last) return refuse('HOUR_NOT_OPEN')
  const own = await ownAccount(world, caller, undefined, 'first')
  if (!own.ok) return own
  const { openid } = caller
  const reads = { known: ['persons', openid], forgotten: ['persons', forgottenId(openid)] } as const
  return world.store.change(reads, ({ known, forgotten }): Decision<Outcome<ReminderWish>> => {
    const result = accept({ on, hour })
    if (known?.reminders?.on === on && known.reminders.hour === hour) return { writes: [], result }
    const person = knownPerson(known, forgotten, openid, world.now)
    return { writes: [put('persons', { ...person, reminders: { on, hour } })], result }
  })
}
