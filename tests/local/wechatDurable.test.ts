import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { letterHolds, openWorld, type World } from './wechatKit'

const ROOT = join(__dirname, '../..')
const PAID = 'L2026000000'

/** A world whose merchant never answers: its notice takes five seconds, while the other tests run. */
let silent: World
let unanswered: Promise<number>

beforeAll(async () => {
  silent = await openWorld()
  silent.merchant.answers = () => null
  await silent.place(PAID)
  const began = Date.now()
  unanswered = silent.touch(PAID, 'success').then(() => Date.now() - began)
})
const children = new Set<ChildProcess>()
afterAll(async () => {
  await silent.close()
  for (const child of children) child.kill('SIGKILL')
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function startChild(dir: string, port: number): Promise<ChildProcess> {
  const args = ['--import', 'tsx', join(__dirname, 'wechatChild.ts'), dir, String(port)]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
  children.delete(child)
}

/** Orders four at a time until the process is gone; answers those that it had confirmed. */
async function orderUntilKilled(world: World, child: ChildProcess): Promise<string[]> {
  const confirmed: string[] = []
  let gone: Promise<void> | null = null
  for (let i = 1; child.signalCode === null; i += 4) {
    const numbers = [0, 1, 2, 3].map((step) => `L2026${String(i + step).padStart(6, '0')}`)
    const placing = numbers.map(async (no) => {
      const answer = await world.place(no).catch(() => null)
      if (answer?.status === 200) confirmed.push(no)
    })
    // While these are being placed, and none of them is known to be.
    if (confirmed.length > 20) gone ??= kill(child)
    await Promise.all(placing)
  }
  await gone
  return confirmed
}

async function freshToken(world: World): Promise<unknown> {
  const { WECHAT_APPID: appid, WECHAT_SECRET: secret } = world.env
  const ask = { grant_type: 'client_credential', appid, secret }
  const { body } = await world.api('/cgi-bin/stable_token', ask)
  return body['access_token']
}

it('what WeChat has acknowledged survives kill -9 in the middle of its work', async () => {
  const port = await freePort()
  const world = await openWorld({ baseUrl: `http://127.0.0.1:${port}` })
  world.clock.ms = Date.now()
  await world.shut()
  const first = await startChild(world.dir, port)
  const settings = JSON.parse(world.env['WECHAT_TEMPLATES'] ?? '{}') as Record<string, { id: string }>
  const bill = settings['bill_due']?.id
  await world.place(PAID)
  await world.touch(PAID, 'success')
  await world.local('subscribe', { openid: 'oWang', templateIds: [bill], accept: [bill] })
  await world.faults({ repeat: 2 })
  const { code } = (await world.local('phone', { openid: 'oWang' })).body
  const token = await freshToken(world)
  const confirmed = await orderUntilKilled(world, first)

  const second = await startChild(world.dir, port)
  for (const no of confirmed) {
    expect((await world.query(no)).body).toMatchObject({ out_trade_no: no, trade_state: 'NOTPAY' })
  }
  expect((await world.query(PAID)).body['trade_state']).toBe('SUCCESS')
  expect(await world.notices(PAID)).toMatchObject([{ state: 'waiting', attempts: 1 }])
  expect((await world.local('faults')).body['faults']).toEqual({ repeat: 2 })
  expect(await freshToken(world)).toBe(token)
  const told = await world.api(`/wxa/business/getuserphonenumber?access_token=${token}`, { code })
  expect(told.body['errcode']).toBe(0)
  const data = {
    thing1: { value: '室' }, amount2: { value: '¥1' }, date3: { value: '2026年7月1日' }, thing4: { value: '无' },
  }
  const message = { touser: 'oWang', template_id: bill, data }
  const sent = await world.api(`/cgi-bin/message/subscribe/send?access_token=${token}`, message)
  expect(sent.body['errcode']).toBe(0)
  expect((await world.local('messages?openid=oWang')).body['messages']).toHaveLength(1)
  await kill(second)
  await world.close()
})

it('a world that is reopened has the same keys and goes on where it was', async () => {
  const world = await openWorld()
  const keysFile = join(world.dir, 'keys.json')
  const before = [readFileSync(keysFile, 'utf8'), JSON.stringify(world.wechat.env())]
  await world.faults({ delayMs: 60_000 })
  await world.place(PAID)
  await world.touch(PAID, 'success')
  await world.reopen()
  expect([readFileSync(keysFile, 'utf8'), JSON.stringify(world.wechat.env())]).toEqual(before)
  const due = world.clock.ms + 60_000
  expect(world.wechat.nextDueMs()).toBe(due)
  world.clock.ms = due
  await world.wechat.runDue(due)
  expect(world.letters.map((letter) => letterHolds(world.env, letter))).toEqual([true])
  expect(world.wechat.nextDueMs()).toBeNull()
  await world.close()
})

it('keys are for their owner alone', () => {
  // Windows has no such bits.
  const others = process.platform === 'win32' ? 0 : statSync(join(silent.dir, 'keys.json')).mode & 0o077
  expect(others).toBe(0)
})

it('a merchant who never answers counts as refusing after five seconds of real time', async () => {
  expect(await unanswered).toBeGreaterThanOrEqual(4990)
  expect(silent.wechat.nextDueMs()).toBe(silent.clock.ms + 15_000)
})
