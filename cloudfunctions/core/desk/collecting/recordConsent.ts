import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { consentId, emptyConsent } from '@core/notify/quota'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Consent } from '@core/store/records'
import { type Decision, put } from '@core/store/store'

/**
 * More accepts than anybody taps; a number above it comes from a phone that counts by itself. Too
 * high a number does no harm but one refused message: WeChat keeps its own count, and its 43101
 * sets ours to nothing.
 */
const QUOTA_MAX = 50

type Ledger = ResidentAnswer<'consent.record'>
type Answers = { readonly accepted: readonly string[]; readonly refused: readonly string[] }

/** consent.record: what the phone's prompt answered. One accept is one message of its template (law). */
export async function recordConsent({ accepted, refused }: Answers, caller: Caller, world: World): Promise<Outcome<Ledger>> {
  const { templates } = world.settings
  if ([...accepted, ...refused].some((key) => !Object.hasOwn(templates, key))) return refuse('TEMPLATE_UNKNOWN')
  const answered = [...new Set([...accepted, ...refused])]
  if (answered.length > 0) await note(answered, { accepted, refused }, caller, world)
  return accept({ quota: await quotaOf(caller.openid, world) })
}

/** How many messages of each template may still come. */
export async function quotaOf(openid: string, { store, settings }: World): Promise<Ledger['quota']> {
  const keys = Object.keys(settings.templates)
  const ledger = await store.getMany('consents', keys.map((key) => consentId(openid, key)))
  return Object.fromEntries(keys.map((key) => [key, ledger.find((one) => one.templateKey === key)?.quota ?? 0]))
}

function note(keys: readonly string[], answers: Answers, { openid }: Caller, world: World): Promise<void> {
  const ids = keys.map((key) => consentId(openid, key))
  return world.store.change({ ledger: ['consents', ids] }, ({ ledger }): Decision<void> => ({
    writes: keys.map((key, at) => put('consents', after(ledger[at] ?? emptyConsent(openid, key, world.now), answers, world))),
    result: undefined,
  }))
}

function after(consent: Consent, { accepted, refused }: Answers, world: World): Consent {
  const { templateKey, quota } = consent
  const more = accepted.includes(templateKey) && quota < QUOTA_MAX ? 1 : 0
  const no = refused.includes(templateKey) ? 1 : 0
  return { ...consent, quota: quota + more, accepted: consent.accepted + more, refused: consent.refused + no, updatedAt: world.now }
}
