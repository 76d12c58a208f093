import { COLLECTIONS, INDEXES } from '@core/store/indexes'
import type { Store } from '@core/store/store'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase } from '../../local/cloudbase/database/start'
import { storeFeatures } from './features'

describe('the store on the local cloud', () => {
  let store: Store
  let stop: () => Promise<void>
  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'nuancui-store-'))
    const indexesFile = join(dir, 'indexes.json')
    writeFileSync(indexesFile, JSON.stringify({ collections: COLLECTIONS, indexes: INDEXES }))
    const database = await startDatabase({ dir: join(dir, 'db'), indexesFile })
    Object.assign(process.env, {
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${database.url}/admin` }), TENCENTCLOUD_RUNENV: 'SCF', SCF_NAMESPACE: 'nuancui-local',
      TCB_ENV: 'nuancui-local', TENCENTCLOUD_REGION: 'ap-shanghai', TENCENTCLOUD_SECRETID: 'local', TENCENTCLOUD_SECRETKEY: 'local',
    })
    // Required now, not above: the SDK reads where its database is when it is first used.
    const { cloudbaseStore } = await import('@core/store/cloudbase')
    store = cloudbaseStore()
    stop = async () => {
      await database.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  })
  afterAll(() => stop())
  storeFeatures(() => store, 'local')
})
