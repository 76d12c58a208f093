import { type ApiAnswer, apiError, apiOk } from './apiAnswers'
import type { Faults } from './faults'
import { fieldProblem } from './fieldLimits'
import type { Clock, Message } from './model'
import type { Phones } from './phones'
import { type Template, templateById } from './templates'
import { rfc3339 } from './worldTime'

type Means = { phones: Phones; clock: Clock; faults: Faults; pages?: readonly string[] | undefined }

const STATES = ['developer', 'trial', 'formal']
const LANGUAGES = ['zh_CN', 'en_US', 'zh_HK', 'zh_TW']

/** POST /cgi-bin/message/subscribe/send. Source: developers.weixin.qq.com, subscribeMessage.send */
export function sendMessage({ phones, clock, faults, pages }: Means, body: unknown): ApiAnswer {
  if (!isRecord(body)) return apiError(47001)
  const { touser, template_id: templateId, page, data } = body
  const { miniprogram_state: state = 'formal', lang = 'zh_CN' } = body
  if (!phones.know(touser)) return apiError(40003)
  const found = templateById(templateId)
  if (!found) return apiError(40037)
  if (page !== undefined && !isReleased(page, pages)) return apiError(41030)
  if (!STATES.includes(String(state)) || !LANGUAGES.includes(String(lang))) return apiError(40097)
  const problem = dataProblem(found.template, data)
  if (problem) return apiError(47003, problem)
  if (faults.take('quotaRefusal') || phones.quota(touser, found.key) < 1) return apiError(43101)

  const sent = data as Message['data']
  phones.receive(touser, found.key, {
    at: rfc3339(clock.nowMs()),
    templateKey: found.key,
    title: found.template.title,
    data: sent,
    lines: found.template.fields.map(({ key, says }) => ({ says, value: sent[key]?.value ?? '' })),
    page: typeof page === 'string' ? page : undefined,
  })
  return apiOk({ msgid: clock.nowMs() })
}

/** Named the way WeChat's errmsg names it, e.g. "data.thing1.value is empty". */
function dataProblem({ fields }: Template, data: unknown): string | null {
  // The most frequent mistake in the field: data sent as a JSON string.
  if (!isRecord(data)) return 'data is not an object'
  const stranger = Object.keys(data).find((key) => !fields.some((field) => field.key === key))
  if (stranger) return `data.${stranger}.value invalid`
  for (const { key } of fields) {
    const entry = data[key]
    const problem = entry !== undefined && !isRecord(entry) ? 'invalid' : fieldProblem(key, entry?.['value'])
    if (problem) return `data.${key}.value ${problem}`
  }
  return null
}

function isReleased(page: unknown, pages: readonly string[] | undefined): boolean {
  if (typeof page !== 'string') return false
  const path = (page.split('?')[0] ?? '').replace(/^\//, '')
  return pages ? pages.includes(path) : /^[\w-]+(\/[\w-]+)*$/.test(path)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
