import { COLLECTIONS } from '@core/store/indexes'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../../local/cloud'

/** Functions that are started as they must not be: each of the six, over the local cloud, on its own kind of call. */
const REFUSED = { ok: false, refusal: 'TRY_AGAIN' }

async function started(env: Record<string, string>, look: (cloud: LocalCloud) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-start-'))
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, flush: false, env })
  try {
    await look(cloud)
  } finally {
    await cloud.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Nobody is answered, no timer ends well, no notice is taken, and nothing is written. */
async function refusesEverything(cloud: LocalCloud, why: string): Promise<void> {
  expect(await cloud.call('resident', 'oSomebody', 'me.show', {})).toMatchObject(REFUSED)
  expect(await cloud.call('staff', 'oSomebody', 'today.show', {})).toMatchObject(REFUSED)
  for (const timer of ['daily', 'sweep', 'reconcile']) {
    const run = await cloud.timer(timer)
    expect(run.ok).toBe(false)
    expect(run.says).toContain(why)
  }
  expect((await cloud.http('/notify/wechatpay', { method: 'POST', body: '{}' })).status).toBe(500)
  for (const collection of COLLECTIONS) {
    const { list } = (await (await cloud.http(`/local/db/${collection}?limit=10`)).json()) as { list: unknown[] }
    expect([collection, list]).toEqual([collection, []])
  }
}

describe('a function started as it must not be', () => {
  it('F20 in production with a double bound: none of the six starts, and the double is named', () =>
    started({ NUANCUI_MODE: 'production' }, async (cloud) => {
      await refusesEverything(cloud, 'refused in production')
      expect((await cloud.timer('sweep')).says).toContain('WXPAY_API_URL')
    }))

  it.each(['', 'prod'])('F22 in the mode "%s": none of the six starts, and no double takes its place', (mode) =>
    started({ NUANCUI_MODE: mode }, (cloud) => refusesEverything(cloud, 'NUANCUI_MODE')))

  it('F22 in the mode that is meant, the same calls are answered', () =>
    started({}, async (cloud) => {
      expect(await cloud.call('resident', 'oSomebody', 'me.show', {})).toMatchObject({ ok: true })
      expect(await cloud.call('staff', 'oSomebody', 'today.show', {})).toMatchObject({ ok: false, refusal: 'NOT_STAFF' })
      expect((await cloud.timer('sweep')).ok).toBe(true)
    }))
})
