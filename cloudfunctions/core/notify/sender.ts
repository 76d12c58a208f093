import { fitField } from '@core/domain/messageFields'
import type { World } from '@core/shell/world'
import type { Message } from '@core/store/records'
import type { SendAnswer } from '@core/wechat/wechat'
import { returnQuota, takeQuota, voidQuota } from './quota'

export type Fields = Readonly<Record<string, string>>
export type SendResult = SendAnswer | { readonly state: 'no_quota' | 'person_today' | 'lost' }

/**
 * The one sender of WeChat messages. Sends at most once: that it is about to call WeChat is written
 * down before the call, and a message found in that state later is not sent again, because it may
 * have arrived (F28).
 */
export async function sendByWechat(world: World, message: Message, openid: string, fields: Fields): Promise<SendResult> {
  const fitted = fitFields(world, message.templateKey, fields)
  if ('problem' in fitted) return { state: 'our_fault', code: 'FIELD_UNFIT', message: fitted.problem }
  const isReminder = message.purpose === 'reminder' || message.purpose === 'dunning'
  const taken = await takeQuota(world, message, openid, isReminder ? world.today : null)
  if (taken !== 'taken') return { state: taken }

  const mine = { state: 'queued', leaseUntil: message.leaseUntil, sendingSince: null } as const
  const begun = await world.store.setIf('messages', message._id, mine, { sendingSince: world.now, attempts: message.attempts + 1, openid })
  if (!begun) return { state: 'lost' }

  const answer = await world.wechat.send({ openid, templateKey: message.templateKey, fields: fitted.fields, page: message.page })
  if (answer.state === 'unreachable') await voidQuota(world, message, openid)
  else if (answer.state !== 'sent') await returnQuota(world, message, openid)
  return answer
}

/** Every field of the template within its limit, or the name of one that cannot be. */
function fitFields(world: World, templateKey: string, fields: Fields): { readonly fields: Fields } | { readonly problem: string } {
  const { templates } = world.settings
  const template = Object.hasOwn(templates, templateKey) ? templates[templateKey] : undefined
  if (!template) return { problem: `no template ${templateKey}` }
  const fitted: Record<string, string> = {}
  for (const [name, key] of Object.entries(template.fields)) {
    const text = fitField(key, fields[name] ?? '')
    if (text === null) return { problem: `${templateKey}.${name} does not fit ${key}` }
    fitted[name] = text
  }
  return { fields: fitted }
}
