import { cloudApp, cloudbaseStore } from '@core/store/cloudbase'
import { randomBytes } from 'node:crypto'
import { storeFeatures } from './features'

/** Runs when the real environment is named: TCB_ENV and the two keys of a sub-account that may write to it. */
const named = ['TCB_ENV', 'TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY'].every((name) => process.env[name])
const scope = `features-${randomBytes(6).toString('hex')}`

;(named ? describe : describe.skip)('the store on the real environment', () => {
  storeFeatures(() => cloudbaseStore(), scope)

  afterAll(async () => {
    const db = cloudApp().database()
    for (const name of ['accounts', 'tasks', 'duties', 'entries', 'premises']) {
      await db.collection(name).where({ _id: db.RegExp({ regexp: `^${scope}-`, options: '' }) }).remove()
    }
  })
})
