import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type LocalCloud, startLocalCloud } from '../local/cloud'
import { settleDemo } from '../local/estate/demo'
import { openBrowser, type TestBrowser } from '../tests/browser/launch'
import { type Person, personAt } from '../tests/browser/person'
import { buildFunctions } from './build/functions'
import { buildScreens } from './build/screens'

/**
 * `node config/run.mjs config/pictures.ts`: the README's four pictures, of the demo community on a
 * fixed morning, so that a picture changes only when its screen does.
 */
const FOLDER = join(__dirname, '../tests/pictures')
const BEGINS = '2026-05-08T09:30:00+08:00'
const MORNING = '2026-07-09T09:30:00+08:00'
const BYTES_MAX = 250 * 1024
const MANAGER = 'staff-manager-c-demo'

async function main(): Promise<void> {
  const log = (line: string): void => console.log(line)
  await buildFunctions({ log })
  await buildScreens('h5', { log })
  const dir = mkdtempSync(join(tmpdir(), 'nuancui-pictures-'))
  const cloud = await startLocalCloud({ dir, port: 0, timers: false, flush: false, clockStartsAt: BEGINS })
  const browser = await openBrowser()
  try {
    cloud.people.settle(await settleDemo({ cloud, log }, MORNING))
    mkdirSync(FOLDER, { recursive: true })
    await residents(cloud, browser)
    await staff(cloud, browser)
  } finally {
    await browser.close()
    await cloud.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function residents(cloud: LocalCloud, browser: TestBrowser): Promise<void> {
  const owner = personAt(await browser.phone())
  await owner.open(`${cloud.url}/?as=demo-overdue`)
  await owner.sees('立即缴纳')
  await picture(owner, 'home')
  await owner.tap('2026年7月物业服务费')
  await owner.sees('怎么算出来的')
  await picture(owner, 'bill')
}

/** A message that somebody asked for this morning, as a program that drives a phone from outside says it. */
async function agreesToReminder(cloud: LocalCloud, openid: string): Promise<void> {
  await cloud.http('/call/resident', {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-local-openid': openid },
    body: JSON.stringify({ action: 'consent.record', ask: { accepted: ['bill_due'], refused: [] } }),
  })
}

async function staff(cloud: LocalCloud, browser: TestBrowser): Promise<void> {
  for (const openid of ['demo-family', 'demo-tenant']) await agreesToReminder(cloud, openid)
  const manager = personAt(await browser.wide())
  await manager.open(`${cloud.url}/?as=${MANAGER}#/staff/arrears/index?communityId=c-demo`)
  await manager.tap('预览全部该提醒的户')
  await manager.sees('要发送的内容')
  await picture(manager, 'release')
  // Released, so that 今日 shows a morning's work under way.
  await manager.tap('放行')
  await manager.sees('放行人')
  await cloud.timer('sweep')
  await manager.open(`${cloud.url}/?as=${MANAGER}#/staff/today/index?communityId=c-demo`)
  await manager.sees('今日待办')
  await picture(manager, 'today')
}

/** Throws when the page complained, or when the file is more than a reader of the README should load. */
async function picture({ page, complaints }: Person, name: string): Promise<void> {
  if (complaints.length > 0) throw new Error(`${name}: ${complaints.join('; ')}`)
  await page.evaluate(() => document.fonts.ready)
  const path = await saved(page, name)
  const bytes = statSync(path).size
  console.log(`${path} ${Math.round(bytes / 1024)} KB`)
  if (bytes > BYTES_MAX) throw new Error(`${path} is ${bytes} bytes; at most ${BYTES_MAX}`)
}

async function saved(page: Page, name: string): Promise<string> {
  const path = join(FOLDER, `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  return path
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
