import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { needsManager, sayStage } from '@core/domain/collecting/policy'
import { saySkip, type SkipCode } from '@core/domain/collecting/skips'
import { seesBuilding } from '@core/domain/people/roles'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Account, Community, DunningRun, StaffMember } from '@core/store/records'
import { createHash } from 'node:crypto'
import { OWING, owingAccounts } from './accountPages'
import { lineDoc } from './lines'
import { type Decided, DECIDED_AT_ONCE, decideAll } from './standing'

type Ask = { readonly communityId: string; readonly accountIds?: readonly string[] | undefined }
type Preview = StaffAnswer<'dunning.preview'>

/** Accounts that owe nothing now and nothing soon are not news; the rest each get a line or a reason. */
const NO_NEWS: readonly SkipCode[] = ['NOTHING_OWED', 'NOT_YET']

/**
 * dunning.preview: the lines first (rules §9): who, why, by which channel, the exact text, or why
 * not. Nothing is sent by it. The run is kept under an id of its day, scope and content, so the
 * same preview again is the same run, and a changed one is another (F32).
 */
export async function previewRun(ask: Ask, caller: Caller, world: World): Promise<Outcome<Preview>> {
  const post = await permit(world, caller, ask.communityId, 'prepare_run')
  if (!post.ok) return post
  const community = await world.store.get('communities', ask.communityId)
  if (!community) return refuse('COMMUNITY_NOT_FOUND')
  const chosen = ask.accountIds ? await chosenAccounts(world, post.value, ask.communityId, ask.accountIds) : null
  if (chosen && !chosen.ok) return chosen
  const decided = chosen ? await decideEach(world, community, chosen.value) : await decideOwing(world, community, post.value)
  const runId = await keep(world, community, decided, caller, ask.accountIds ?? null)
  const lines = decided.flatMap(({ account, verdict }) => ('line' in verdict ? [{ account, line: verdict.line }] : []))
  return accept({
    runId,
    lines: lines.map(({ account, line }) => ({
      accountId: account._id, label: account.label, stage: line.stage.code, channel: line.channel, text: line.text, says: line.says,
    })),
    skipped: decided.flatMap(({ account, verdict }) => {
      if ('line' in verdict) return []
      if (!chosen && NO_NEWS.includes(verdict.skip) && !isOverdue(account, world)) return []
      const step = verdict.stage ? `${sayStage(verdict.stage)}：` : ''
      return [{ accountId: account._id, label: account.label, code: verdict.skip, says: `${step}${saySkip(verdict.skip, verdict.on)}` }]
    }),
    quotaCost: lines.filter(({ line }) => line.channel === 'wechat').length,
  })
}

async function chosenAccounts(
  world: World, member: StaffMember, communityId: string, accountIds: readonly string[],
): Promise<Outcome<readonly Account[]>> {
  const ids = [...new Set(accountIds)]
  const accounts = await world.store.getMany('accounts', ids)
  if (accounts.length < ids.length || accounts.some((account) => account.communityId !== communityId)) return refuse('ACCOUNT_NOT_FOUND')
  if (accounts.some((account) => !seesBuilding(member, account.building))) return refuse('BUILDING_NOT_YOURS')
  return accept(accounts)
}

async function decideOwing(world: World, community: Community, member: StaffMember): Promise<readonly Decided[]> {
  const decided: Decided[] = []
  for await (const accounts of owingAccounts(world.store, community._id, OWING, DECIDED_AT_ONCE)) {
    decided.push(...(await decideEach(world, community, accounts.filter((account) => seesBuilding(member, account.building)))))
  }
  return decided
}

async function decideEach(world: World, community: Community, accounts: readonly Account[]): Promise<readonly Decided[]> {
  const decided: Decided[] = []
  for (let first = 0; first < accounts.length; first += DECIDED_AT_ONCE) {
    decided.push(...(await decideAll(world, community, accounts.slice(first, first + DECIDED_AT_ONCE), { by: 'person' })))
  }
  return decided
}

function isOverdue(account: Account, { today }: World): boolean {
  return account.oldestDueOn !== null && account.oldestDueOn < today
}

async function keep(
  world: World, community: Community, decided: readonly Decided[], caller: Caller, scope: readonly string[] | null,
): Promise<string> {
  const found = decided.flatMap(({ account, verdict }) => ('line' in verdict ? [{ account, line: verdict.line }] : []))
  const content = found.map(({ account, line }) => [account._id, line.stage.code, line.channel, line.openid, line.text])
  const digest = createHash('sha256').update(JSON.stringify([scope && [...scope].sort(), content])).digest('hex').slice(0, 16)
  const runId = `run:${community._id}:${world.today}:${digest}`
  const run: DunningRun = {
    _id: runId, communityId: community._id, day: world.today, by: caller.openid, automatic: false, state: 'previewed', lines: found.length,
    capped: false, needsManager: found.some(({ line }) => needsManager(line.stage)),
    buildings: [...new Set(found.map(({ account }) => account.building))],
    cursor: null, releasedBy: null, releasedAt: null, leaseUntil: null, createdAt: world.now,
  }
  for (let first = 0; first < found.length; first += DECIDED_AT_ONCE) {
    const some = found.slice(first, first + DECIDED_AT_ONCE)
    await world.store.addNew('dunning_lines', some.map(({ account, line }) => lineDoc(runId, account, line)))
  }
  // The run after its lines: what can be released is complete.
  await world.store.addNew('dunning_runs', [run])
  return runId
}
