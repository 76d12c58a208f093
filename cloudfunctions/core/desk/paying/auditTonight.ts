import type { Broken } from '@core/domain/paying/booksRules'
import { addMs } from '@core/domain/calendar'
import type { World } from '@core/shell/world'
import { pageAfter } from '@core/store/pages'
import type { AuditProgress, Task } from '@core/store/records'
import { ACCOUNTS_A_PAGE, auditAccounts, auditWhole } from './auditBooks'

/** Every account is audited whenever its money has moved, and within this many nights in any case. */
const NIGHTS = 30
const ENTRIES_A_PAGE = 500
/** An entry is dated by its call's beginning and may be saved a minute later: the newest are tomorrow's. */
const SETTLES_WITHIN_MS = 120_000

type Walked = { readonly audit: AuditProgress; readonly done: boolean }

/**
 * One night's audit of a community (architecture rule 9): the accounts whose entries are new since
 * the last night, then a thirtieth of all by their labels, then what is no account's own. Answers
 * where it stands when time runs out, and goes on from there.
 */
export async function auditTonight(communityId: string, known: AuditProgress | null, world: World, hasTime: () => boolean): Promise<Walked> {
  let audit: AuditProgress = known?.day === world.today ? known : tonight(known, world)
  for (;;) {
    if (!hasTime()) return { audit, done: false }
    if (audit.left === null) audit = await auditChanged(communityId, audit, world)
    else if (audit.left > 0) audit = await auditShare(communityId, audit, audit.left, world)
    else return { audit: await noted(communityId, audit, 0, await auditWhole(communityId, world), world), done: true }
  }
}

/** A page of entries after the last one seen; how many accounts the share has is known once there are no more. */
async function auditChanged(communityId: string, audit: AuditProgress, world: World): Promise<AuditProgress> {
  const { store } = world
  const after = audit.entriesTo && { value: audit.entriesTo.at, id: audit.entriesTo.id }
  const settled = { lt: addMs(world.now, -SETTLES_WITHIN_MS) }
  const entries = await pageAfter(store, 'entries', { communityId, at: settled }, 'at', after, ENTRIES_A_PAGE)
  const accountIds = [...new Set(entries.flatMap((entry) => entry.accountId ?? []))]
  let next = audit
  for (let i = 0; i < accountIds.length; i += ACCOUNTS_A_PAGE) {
    const accounts = await store.getMany('accounts', accountIds.slice(i, i + ACCOUNTS_A_PAGE))
    next = await noted(communityId, next, accounts.length, await auditAccounts(accounts, world), world)
  }
  const last = entries.at(-1)
  const left = entries.length < ENTRIES_A_PAGE ? Math.ceil((await store.count('accounts', { communityId })) / NIGHTS) : null
  return { ...next, left, entriesTo: last ? { at: last.at, id: last._id } : audit.entriesTo }
}

async function auditShare(communityId: string, audit: AuditProgress, left: number, world: World): Promise<AuditProgress> {
  const most = Math.min(ACCOUNTS_A_PAGE, left)
  const after = audit.shareTo && { value: audit.shareTo.label, id: audit.shareTo.id }
  const accounts = await pageAfter(world.store, 'accounts', { communityId }, 'label', after, most)
  const next = await noted(communityId, audit, accounts.length, await auditAccounts(accounts, world), world)
  const last = accounts.at(-1)
  // At the end of the list the next night begins anew.
  if (!last || accounts.length < most) return { ...next, left: 0, shareTo: null }
  return { ...next, left: left - accounts.length, shareTo: { label: last.label, id: last._id } }
}

async function noted(communityId: string, audit: AuditProgress, checked: number, broken: readonly Broken[], world: World): Promise<AuditProgress> {
  if (broken.length > 0) await world.store.addNew('tasks', [brokenTask(communityId, broken.map((one) => one.says), world)])
  return { ...audit, checked: audit.checked + checked, broken: audit.broken + broken.length }
}

function tonight(known: AuditProgress | null, { today }: World): AuditProgress {
  return { day: today, entriesTo: known?.entriesTo ?? null, shareTo: known?.shareTo ?? null, left: null, checked: 0, broken: 0 }
}

const SAID_MAX = 5
function brokenTask(communityId: string, said: readonly string[], world: World): Task {
  return {
    _id: `books:${communityId}:${world.today}`, communityId, accountId: null, kind: 'books', title: '账目核对发现不符',
    says: `${said.slice(0, SAID_MAX).join('；')}${said.length > SAID_MAX ? `，等 ${said.length} 处` : ''}`,
    state: 'open', createdAt: world.now, doneBy: null, doneAt: null,
  }
}
