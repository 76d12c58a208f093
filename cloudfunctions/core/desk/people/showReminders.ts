import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { noticeTemplates } from '@core/desk/billing/noticeTemplates'
import { quotaOf } from '@core/desk/collecting/recordConsent'
import { WISHED_HOURS } from '@core/domain/collecting/limits'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { ReminderWish } from '@core/store/records'

/** Who never said anything is reminded as soon as the hours begin. */
const NEVER_SAID: ReminderWish = { on: true, hour: WISHED_HOURS.first }

/** reminders.show: the person's own wish, and how many messages may still come. */
export async function showReminders(_ask: object, { openid }: Caller, world: World): Promise<Outcome<ResidentAnswer<'reminders.show'>>> {
  const [person, quota] = await Promise.all([world.store.get('persons', openid), quotaOf(openid, world)])
  return accept({ ...(person?.reminders ?? NEVER_SAID), hours: { ...WISHED_HOURS }, quota, templates: noticeTemplates(world) })
}
