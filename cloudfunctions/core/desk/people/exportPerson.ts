import type { Instant } from '@contract/calendar'
import type { ResidentAnswer } from '@contract/contract/resident'
import { accept, type Outcome } from '@contract/outcome'
import { RELATION_WORDS } from '@core/domain/people/binding'
import { issuedBy } from '@core/domain/people/invitation'
import { sayFields, sayMessageState, sayPurpose, sayTemplate } from '@core/domain/people/ownWords'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { allOf, pagesOf } from '@core/store/pages'
import type { Binding, Collection, Plan, Records } from '@core/store/records'
import { present, type Where } from '@core/store/store'
import { bindingId } from './ids'

type Export = ResidentAnswer<'privacy.export'>
const PAGE = 500
const OWN_MAX = 1000

/**
 * privacy.export: everything we hold about the caller, and nothing of anybody else. A home that the
 * caller may no longer see is told without its address, and so is what was said and paid about it
 * (F44); what staff wrote for themselves is about the account and is not here (F46).
 */
export async function exportPerson(_ask: object, { openid }: Caller, world: World): Promise<Outcome<Export>> {
  const { store } = world
  const bindings = await store.find('bindings', { where: { openid }, limit: OWN_MAX })
  const places = await placesOf(bindings, world)
  const [person, posts, communities, consents, messages, payments, plans, invitations, quotes, contacts] = await Promise.all([
    store.get('persons', openid),
    store.find('staff', { where: { openid }, limit: OWN_MAX }),
    communityNames(world),
    store.find('consents', { where: { openid }, limit: OWN_MAX }),
    everyOne(world, 'messages', { openid }),
    everyOne(world, 'orders', { openid, state: 'paid' }),
    allOf(store, 'plans', 'accountId', bindings.map(({ accountId }) => accountId), 'createdAt'),
    allOf(store, 'invitations', 'issuedBy', bindings.map(({ _id }) => issuedBy({ kind: 'binding', id: _id })), '_id'),
    store.count('quotes', { openid }),
    store.count('contacts', { openid }),
  ])
  const place = (accountId: string | null) => places.get(accountId ?? '') ?? null
  return accept({
    person: {
      openid, phone: person?.phone ?? null, since: person?.createdAt ?? null, privacy: person?.privacy ?? null,
      reminders: person?.reminders ?? null, wrongProofs: person?.bindFailures ?? 0,
    },
    bindings: bindings.map((one) => bindingShown(one, place(one.accountId), communities)),
    posts: posts.map(({ communityId, name, roles, since, state }) => ({
      community: communities.get(communityId) ?? '', name, roles: [...roles], since, active: state === 'active',
    })),
    consents: consents.map(({ templateKey, quota, accepted, used, refused, voided }) => ({
      message: sayTemplate(templateKey), left: quota, accepted, used, refused, voided,
    })),
    messages: newestFirst(messages.map(({ createdAt, endedAt, purpose, state, accountId, fields }) => ({
      at: endedAt ?? createdAt, message: sayPurpose(purpose), state: sayMessageState(state), text: place(accountId) === null ? '' : sayFields(fields),
    }))),
    payments: newestFirst(payments.map(({ _id, paidAt, amount, receiptNo, accountId }) => ({
      outTradeNo: _id, at: present(paidAt, 'the time of payment'), amount, receiptNo, place: place(accountId),
    }))),
    invitations: invitations.map(({ accountId, relation, expiresAt, usedBy }) => ({
      place: place(accountId), relation: relation ? RELATION_WORDS[relation] : '', until: expiresAt, used: usedBy !== null,
    })),
    plans: newestFirst(plans.flatMap((plan) => planShown(plan, bindingId(plan.accountId, openid), place(plan.accountId)))),
    quotes, contacts,
  })
}

/** The addresses that the caller may see now. */
async function placesOf(bindings: readonly Binding[], { store }: World): Promise<ReadonlyMap<string, string>> {
  const seen = bindings.filter(({ state }) => state === 'active').map(({ accountId }) => accountId)
  return new Map((await store.getMany('accounts', seen)).map(({ _id, label }) => [_id, label]))
}
async function communityNames({ store }: World): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.find('communities', { where: {}, limit: OWN_MAX })).map(({ _id, name }) => [_id, name]))
}

/** Whom the person is to a home that is open to them; of one that is not, no more than that there was one. */
function bindingShown({ state, relation, name, since, how, communityId }: Binding, place: string | null, communities: ReadonlyMap<string, string>) {
  const active = state === 'active'
  return {
    place, community: communities.get(communityId) ?? '', relation: RELATION_WORDS[relation], name: active ? name : RELATION_WORDS[relation],
    since, how: how === 'phone' ? '手机号验证' : '邀请码', active,
  }
}

function newestFirst<T extends { readonly at: Instant }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** A plan that the person asked for or accepted. */
function planShown({ asked, accepted, total, instalments }: Plan, by: string, place: string | null): Export['plans'] {
  if (asked.by !== by && accepted?.by !== by) return []
  return [{
    at: accepted?.at ?? asked.at, place, total: place === null ? null : total, parts: instalments.length, accepted: accepted?.by === by,
  }]
}

/** A history may be longer than one answer of the database. */
async function everyOne<C extends Collection>({ store }: World, collection: C, where: Where<Records[C]>): Promise<readonly Records[C][]> {
  const all: Records[C][] = []
  for await (const page of pagesOf(store, collection, where, '_id', PAGE)) all.push(...page)
  return all
}
