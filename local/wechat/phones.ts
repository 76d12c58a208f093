import type { Message, Person } from './model'
import type { Shelves } from './shelves'
import { TEMPLATES, templateById, type TemplateKey } from './templates'

const PROMPT_TEMPLATES_MAX = 3

export type PromptAnswer =
  | { ok: true; errMsg: string; answers: Record<string, 'accept' | 'reject'> }
  | { ok: false; errMsg: string; says: string }

export type Phones = ReturnType<typeof createPhones>

/** Everybody's phones: whose they are, what may be sent to them, what arrived. */
export function createPhones(shelves: Shelves) {
  const { people, quotas, messages } = shelves
  const quotaKey = (openid: string, template: TemplateKey) => `${openid}|${template}`
  const quota = (openid: string, template: TemplateKey): number => quotas.get(quotaKey(openid, template)) ?? 0
  const inbox = (openid: string): Message[] => messages.list(`${openid}|`)
  return {
    quota,
    inbox,
    know(openid: unknown): openid is string {
      return typeof openid === 'string' && people.get(openid) !== undefined
    },
    person: (openid: string) => people.get(openid),
    everybody: () => people.list(),

    setPeople(present: readonly Person[]): void {
      const openids = new Set(present.map(({ openid }) => openid))
      shelves.together(() => {
        for (const { openid } of people.list()) if (!openids.has(openid)) people.remove(openid)
        for (const person of present) people.put(person.openid, person)
      })
    },

    quotas(openid: string): Record<TemplateKey, number> {
      const keys = Object.keys(TEMPLATES) as TemplateKey[]
      return Object.fromEntries(keys.map((key) => [key, quota(openid, key)])) as Record<TemplateKey, number>
    },

    /** The subscription prompt: each accepted template may be sent once more. */
    prompt(openid: string, templateIds: readonly string[], accepted: readonly string[]): PromptAnswer {
      const asked = [...new Set(templateIds)]
      const problem = promptProblem(asked, accepted)
      if (problem) return { ok: false, errMsg: `requestSubscribeMessage:fail ${problem}`, says: problem }
      shelves.together(() => {
        for (const id of asked) {
          const key = templateById(id)?.key
          if (key && accepted.includes(id)) quotas.put(quotaKey(openid, key), quota(openid, key) + 1)
        }
      })
      const answers = asked.map((id) => [id, accepted.includes(id) ? 'accept' : 'reject'] as const)
      return { ok: true, errMsg: 'requestSubscribeMessage:ok', answers: Object.fromEntries(answers) }
    },

    /**
     * A program that drives a phone from outside has no prompt to tap: what it tells the cloud was
     * accepted counts as tapped here. Only upwards, so a browser that showed the prompt changes nothing.
     */
    keepUpWith(openid: string, told: Readonly<Record<string, number>>): void {
      for (const key of Object.keys(TEMPLATES) as TemplateKey[]) {
        const count = told[key] ?? 0
        if (count > quota(openid, key)) quotas.put(quotaKey(openid, key), count)
      }
    },

    /** Puts a message on the phone and uses up one agreement, both or neither. */
    receive(openid: string, template: TemplateKey, message: Message): void {
      const place = String(inbox(openid).length).padStart(8, '0')
      shelves.together(() => {
        quotas.put(quotaKey(openid, template), quota(openid, template) - 1)
        messages.put(`${openid}|${place}`, message)
      })
    },
  }
}

/** In the words of `wx.requestSubscribeMessage`. */
function promptProblem(asked: readonly string[], accepted: readonly string[]): string | null {
  if (asked.length === 0 || asked.length > PROMPT_TEMPLATES_MAX) return 'Templates count out of max bounds'
  if (!asked.every((id) => templateById(id))) return 'No template data return, verify the template id exist'
  return accepted.every((id) => asked.includes(id)) ? null : 'a template was accepted that was not asked for'
}
