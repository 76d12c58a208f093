import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium, withChineseFont } from './chromium'

const pictures = join(__dirname, '..', '..', 'dist', 'pictures')

/** Quiet and alone: no sandbox (CI runs as root), no first-run page, no calls home. */
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true,
  locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
}
const WIDE: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
}

export type TestBrowser = {
  /** A phone of its own each time: no storage is shared with any other page. */
  phone(): Promise<Page>
  wide(): Promise<Page>
  close(): Promise<void>
}

export async function openBrowser(): Promise<TestBrowser> {
  const { executablePath, env } = findChromium()
  const home = mkdtempSync(join(tmpdir(), 'nuancui-browser-'))
  const browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...inherited(), ...env, ...withChineseFont(home), ...ownFolders(home) },
  })
  const open = async (options: BrowserContextOptions) => (await browser.newContext(options)).newPage()
  return {
    phone: () => open(PHONE),
    wide: () => open(WIDE),
    async close() {
      await browser.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function inherited(): Record<string, string> {
  const set = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(set)
}

const ownFolders = (home: string) => ({ HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home })

/** Keeps what a person would see, as dist/pictures/<name>.png; answers where. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(pictures, { recursive: true })
  const path = join(pictures, `${name}.png`)
  await page.screenshot({ path })
  return path
}
