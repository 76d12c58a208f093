import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { LocalCloud } from '../../local/cloud'
import { json, raw, testWorld } from './gatewayWorld'

const world = testWorld()
let cloud: LocalCloud

beforeAll(async () => {
  cloud = await world.start({ clockStartsAt: '2026-06-30T08:00:00+08:00' })
})
afterAll(() => cloud.stop())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  raw(cloud, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('what it shows', () => {
  it('serves the browser build with types, compression and etags, and nothing beside it', async () => {
    const home = await raw(cloud, '/?as=ann', { headers: { 'accept-encoding': 'gzip' } })
    expect([home.status, home.headers['content-type'], gunzipSync(home.body).toString()]).toEqual([
      200,
      'text/html; charset=utf-8',
      expect.stringContaining('暖催'),
    ])
    const app = await raw(cloud, '/js/app.js')
    expect([app.headers['content-type'], app.headers['content-encoding'], app.body.length > 5000]).toEqual([
      'text/javascript; charset=utf-8',
      undefined,
      true,
    ])
    const again = await raw(cloud, '/js/app.js', { headers: { 'if-none-match': String(app.headers.etag) } })
    expect([again.status, again.body.length]).toEqual([304, 0])
    for (const path of ['/../data/clock.json', '/%2e%2e/data/clock.json', '/..%2fdata/clock.json', '/%']) {
      expect((await raw(cloud, path)).status).toBeGreaterThanOrEqual(400)
    }
  })

  it('remembers its people and gives them phones', async () => {
    const ann = {
      openid: 'ann',
      name: '<b>安</b>',
      role: 'owner',
      communityId: 'c1',
      accountId: 'a1',
      shows: '有账单',
      phone: '13800000001',
    }
    expect((await post('/local/people', { people: [{ ...ann, openid: 'a b' }] })).status).toBe(400)
    expect((await post('/local/people', { people: [ann] })).status).toBe(200)
    expect(json(await raw(cloud, '/local/people'))).toEqual({ people: [ann] })
    expect(json(await post('/local/wechat/phone', { openid: 'ann' })).ok).toBe(true)
    expect(JSON.parse(readFileSync(join(world.dir, 'data/people.json'), 'utf8')).people).toEqual([ann])
  })

  it('looks into the database, read only', async () => {
    const answered = await raw(cloud, '/local/db/bills?limit=5')
    expect([answered.status, json(answered)]).toEqual([200, { list: [] }])
    expect((await post('/local/db/bills', {})).status).toBe(405)
  })

  it('is ready, or says why not', async () => {
    expect(json(await raw(cloud, '/healthz'))).toEqual({ ready: true, why: [] })
  })

  it('has a control page that shows everything and escapes what people wrote', async () => {
    const page = (await raw(cloud, '/local')).body.toString('utf8')
    for (const shown of [
      '世界时钟',
      '快进到明天 9:00',
      '等待付款的订单',
      '定时器',
      '运行状况',
      'reconcile',
      '/?as=ann',
      '微信故障',
    ])
      expect(page).toContain(shown)
    expect(page).toContain('&lt;b&gt;安&lt;/b&gt;')
    expect(page).not.toContain('<b>安</b>')
    expect((await raw(cloud, '/local/panel')).body.toString('utf8')).toMatch(/^\s*<section id="clock">/)
  })

  it('fires a timer by hand, with the platform’s event', async () => {
    const answered = await post('/timer/daily', {})
    expect([answered.status, json(answered).answer]).toEqual([200, { done: true }])
    const run = JSON.parse(readFileSync(world.runs, 'utf8').trim())
    expect(run).toMatchObject({
      fn: 'daily',
      Type: 'Timer',
      TriggerName: 'daily',
      Message: '',
      Time: expect.stringMatching(/^2026-06-30T00:00:\d\dZ$/),
    })
    expect((await post('/timer/resident', {})).status).toBe(404)
  })
})

describe('the database process', () => {
  it('is replaced when it dies, at the same address, and calls wait for it', async () => {
    const before = { url: cloud.database.url(), pid: cloud.database.pid() }
    const restarted = cloud.restartDatabase()
    expect((await post('/call/resident', {}, { 'x-local-openid': 'ann' })).status).toBe(200)
    await restarted
    expect(cloud.database.url()).toBe(before.url)
    expect(cloud.database.pid()).not.toBe(before.pid)
    expect(json(await raw(cloud, '/healthz')).ready).toBe(true)
  })

  it('P20 while it is down every call is answered at once as a failure, never as a success', async () => {
    const [call, notice, look] = await cloud.withoutDatabase(() =>
      Promise.all([
        post('/call/resident', {}, { 'x-local-openid': 'ann' }),
        post('/notify/wechatpay', {}),
        raw(cloud, '/local/db/bills'),
      ]),
    )
    expect([call.status, notice.status, look.status]).toEqual([503, 503, 503])
    expect(json(notice).errMsg).toBe('the database is down')
    expect((await post('/notify/wechatpay', {})).status).toBe(201)
  })

  it('ends with the cloud, and the door closes', async () => {
    const other = await testWorld().start()
    const pid = other.database.pid()
    await other.stop()
    expect(existsSync(`/proc/${pid}`)).toBe(false)
    await expect(other.http('/healthz')).rejects.toThrow()
  })
})
