import type { Locator, Page } from 'playwright-core'

const WAITS_MS_MAX = 25_000
const LOOK_MS = 1_000
const CLICK_MS = 3_000
const LOOK_EVERY_MS = 50

/** Somebody at a screen, who reads words and taps words, and knows no address of the cloud. */
export type Person = Hands & {
  readonly page: Page
  /** What the browser complained of in its console, and what no code caught. */
  readonly complaints: readonly string[]
  open(url: string): Promise<void>
  sees(...words: readonly string[]): Promise<void>
  doesNotSee(words: string): Promise<void>
  /** An amount together with what it means, as it is read aloud. */
  seesMoney(meaning: string, yuan: string): Promise<void>
  /** The whole of a row, found by its title. */
  row(title: string): Promise<string>
  /** The one card that says all this: for pages on which many cards have the same button. */
  card(...says: readonly string[]): Hands & { isThere(): Promise<void> }
  /** Chooses a file in the window that a tap on `words` opens. */
  choosesFile(words: string, path: string): Promise<void>
}

type Hands = {
  /** Taps what reads exactly this. Two such things in sight leave a person wondering, and fail. */
  tap(words: string): Promise<void>
  fill(label: string, value: string): Promise<void>
}

export function personAt(page: Page): Person {
  const complaints: string[] = []
  page.setDefaultTimeout(WAITS_MS_MAX)
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
  page.on('pageerror', (error) => void complaints.push(String(error)))
  const card = (says: readonly string[]) =>
    inSight(says.reduce((cards, each) => cards.filter({ hasText: each }), page.locator('.card')))
  const { tap, fill } = handsOn(page)

  return {
    page,
    complaints,
    tap,
    fill,
    open: async (url) => void (await page.goto(url)),
    async sees(...words) {
      for (const each of words) await inSight(page.getByText(each)).first().waitFor()
    },
    doesNotSee: (words) => inSight(page.getByText(words)).first().waitFor({ state: 'detached' }),
    seesMoney: (meaning, yuan) => inSight(page.getByLabel(`${meaning} ${yuan} 元`, { exact: true })).first().waitFor(),
    row: (title) => inSight(page.locator('.row').filter({ has: page.getByText(title, { exact: true }) })).first().innerText(),
    card: (...says) => ({ ...handsOn(card(says)), isThere: () => card(says).waitFor() }),
    async choosesFile(words, path) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(words)])
      await chooser.setFiles(path)
    },
  }
}

/** Pages behind the open one stay in the document, hidden. */
function inSight(found: Locator): Locator {
  return found.locator('visible=true')
}

/**
 * Waits until a finger could touch it. It is looked for anew each time: in the moment in which one
 * page gives way to another, the same words stand on both.
 */
async function reachable(found: Locator): Promise<void> {
  const until = Date.now() + WAITS_MS_MAX
  for (;;) {
    const touched = await found.click({ trial: true, timeout: LOOK_MS }).then(() => null, (error: Error) => error)
    if (touched === null) return
    if (Date.now() > until) throw touched
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

function handsOn(place: Page | Locator): Hands {
  // A button whose work is under way says “…” and takes no tap; a person waits too.
  const ready = place.locator(':not(.button--still)')
  return {
    async tap(words) {
      const found = inSight(place.getByText(words, { exact: true }).and(ready))
      await reachable(found)
      await clickWhatIsThere(found)
    },
    fill: (label, value) => inSight(place.locator('.field').filter({ hasText: label })).locator('input').fill(value),
  }
}

/**
 * A page that is just leaving may still show the same words: a click keeps to the element that it
 * found first, so after a while it looks again for what reads so now. What timed out was not clicked.
 */
async function clickWhatIsThere(found: Locator): Promise<void> {
  const until = Date.now() + WAITS_MS_MAX
  for (;;) {
    try {
      return await found.click({ timeout: CLICK_MS })
    } catch (error) {
      if ((error as Error).name !== 'TimeoutError' || Date.now() > until) throw error
    }
  }
}
