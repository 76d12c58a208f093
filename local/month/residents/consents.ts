import { look } from '../look'
import type { Visit } from '../month'

export type TemplateKey = 'bill_due' | 'receipt'

/**
 * One tap on a button that is itself the request: the phone's prompt, then our ledger. `onPhone`
 * false is somebody who has since shut messages off in WeChat's settings: our ledger counts an
 * accept that WeChat no longer honours (43101).
 */
export async function agree(visit: Visit, templateKey: TemplateKey, { openid = visit.resident.openid, onPhone = true } = {}): Promise<void> {
  const { calls, cloud, memory, broke } = visit.month
  if (onPhone) {
    const id = templateIdOf(visit, templateKey)
    await calls.wechat('subscribe', { openid, templateIds: [id], accept: [id] })
  }
  const key = `${openid}:${templateKey}`
  const known = memory.accepted.get(key) ?? 0
  // Told twice it would be two accepts, which the phone did not give: after a crash the ledger is looked at first.
  const isDone = async () => ((await look(cloud, 'consents', { _id: key }))[0]?.accepted ?? 0) > known
  const reply = await calls.resident(openid, 'consent.record', { accepted: [templateKey], refused: [] }, { isDone })
  if (reply.ok) memory.accepted.set(key, known + 1)
  else broke('everybody_gets_in', `consent.record of ${visit.resident.home.label}: ${reply.refusal}`)
}

function templateIdOf({ month }: Visit, templateKey: TemplateKey): string {
  const templates = JSON.parse(month.cloud.wechat.env()['WECHAT_TEMPLATES'] ?? '{}') as Record<string, { id: string }>
  const id = templates[templateKey]?.id
  if (!id) throw new Error(`month: WeChat has no template ${templateKey}`)
  return id
}
