import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tcb from '@cloudbase/node-sdk'
import type { Declaration } from '../../local/cloudbase/database/catalog'
import {
  type DatabaseOptions,
  type RunningDatabase,
  startDatabase,
} from '../../local/cloudbase/database/start'

/**
 * What the SDK wants from its surroundings: without these it asks the network who it is. SILENCE
 * spares a warning about slow requests, which it also gives for those of a server that was killed.
 */
Object.assign(process.env, {
  SILENCE: 'true',
  TENCENTCLOUD_RUNENV: 'SCF',
  SCF_NAMESPACE: 'nuancui-local',
  TCB_ENV: 'nuancui-local',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
})

export const DECLARATION: Declaration = {
  collections: ['accounts', 'bills', 'notes', 'people'],
  indexes: [
    {
      collection: 'bills',
      name: 'by_account',
      keys: [
        ['accountId', 1],
        ['dueOn', 1],
      ],
    },
    {
      collection: 'bills',
      name: 'by_stage',
      keys: [
        ['communityId', 1],
        ['stage', 1],
        ['dueOn', -1],
      ],
    },
    { collection: 'bills', name: 'by_tag', keys: [['tags', 1]] },
    {
      collection: 'bills',
      name: 'by_share',
      keys: [
        ['shares.owner', 1],
        ['amount', 1],
      ],
    },
    {
      collection: 'accounts',
      name: 'by_room',
      keys: [
        ['communityId', 1],
        ['room', 1],
      ],
      unique: true,
    },
    { collection: 'people', name: 'by_phone', keys: [['phone', 1]], unique: true },
  ],
}

export type World = {
  readonly dir: string
  readonly indexesFile: string
  readonly database: RunningDatabase
  readonly db: ReturnType<ReturnType<typeof tcb.init>['database']>
  readonly app: ReturnType<typeof tcb.init>
  readonly stop: () => Promise<void>
}

export type Transaction = Awaited<ReturnType<World['db']['startTransaction']>>

export function freshFolder(declaration: Declaration = DECLARATION): { dir: string; indexesFile: string } {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-database-'))
  const indexesFile = join(dir, 'indexes.json')
  writeFileSync(indexesFile, JSON.stringify(declaration))
  return { dir, indexesFile }
}

/** A database of its own, and the real SDK pointed at it the way a function is: by its environment. */
export async function startWorld(
  options: Partial<DatabaseOptions> = {},
  declaration = DECLARATION,
): Promise<World> {
  const { dir, indexesFile } = freshFolder(declaration)
  const database = await startDatabase({ dir, indexesFile, flush: false, ...options })
  pointAt(database)
  const app = initSdk()
  const stop = async () => {
    await database.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  return { dir, indexesFile, database, app, db: app.database(), stop }
}

export function pointAt(database: RunningDatabase): void {
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: database.adminUrl() })
}

export function initSdk(serviceUrl?: string): ReturnType<typeof tcb.init> {
  const url = serviceUrl === undefined ? {} : { serviceUrl }
  return tcb.init({ env: tcb.SYMBOL_CURRENT_ENV as unknown as string, keepalive: true, ...url })
}

/** One request of the wire protocol, for what the SDK would not send. */
export async function ask(
  database: RunningDatabase,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const answer = await fetch(database.adminUrl(), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'local' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}
