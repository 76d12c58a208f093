import type { Reply } from '@contract/outcome'
import { askResident } from './cloud'
import { askPrompt, type PromptAnswers } from './prompt'

/** `off`: the person has closed such messages in WeChat's settings, where only they can open them again. */
export type Consent = 'accepted' | 'refused' | 'off'

/**
 * Asks for one message of one template: one accepted prompt is one message (law, WeChat rules).
 * Call it first thing in a tap: WeChat shows no prompt once anything has been awaited, which is
 * why the template's id comes in as an argument and is never fetched here.
 */
export function askForMessage(templateKey: string, templateId: string): Promise<Reply<Consent>> {
  return askPrompt([templateId]).then(
    (answers) => record(templateKey, consentOf(answers[templateId])),
    () => record(templateKey, 'off'),
  )
}

function consentOf(said: PromptAnswers[string]): Consent {
  if (said === 'accept' || said === 'acceptWithAudio') return 'accepted'
  return said === 'reject' ? 'refused' : 'off'
}

/** The ledger of consent is the cloud's: a yes that it has not written down is no yes. */
async function record(templateKey: string, consent: Consent): Promise<Reply<Consent>> {
  const accepted = consent === 'accepted' ? [templateKey] : []
  const refused = consent === 'accepted' ? [] : [templateKey]
  const reply = await askResident('consent.record', { accepted, refused })
  return reply.ok ? { ok: true, value: consent } : reply
}
