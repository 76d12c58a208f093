import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { createContext, Script } from 'node:vm'
import { nodeWith, pathTo, templatesListeningTo, textOf, type TaroNode, writePath } from './tree'
import { makeWx, type WxCall, type WxStubs } from './wx'

export const DIST = join(__dirname, '..', '..', 'dist', 'weapp')
const SETTLED_TURNS = 5
const SHOWS_WITHIN_MS = 15_000

/** One crossing from the logic thread to the screen, as it would be sent. */
export type SetData = {
  readonly route: string
  readonly data: Record<string, unknown>
  readonly bytes: number
}

type Definition = Record<string, unknown> & { data?: Record<string, unknown> }
type NativePage = Definition & { route: string; data: Record<string, unknown> }

export type MiniProgram = {
  /** Opens a page as WeChat would (load, show, ready) and waits until it has nothing more to draw. */
  page(route: string, options?: Record<string, string>): Promise<MiniPage>
  readonly setDataLog: SetData[]
  readonly calls: WxCall[]
  readonly storage: Map<string, unknown>
}

export type MiniPage = {
  readonly root: TaroNode
  text(): string
  /** Taps what reads `words`; throws when nothing does, or when nothing there listens. */
  tap(words: string): Promise<void>
  /** An event of WeChat's own on what reads `words`, such as getphonenumber with its code. */
  event(words: string, type: string, detail: Record<string, unknown>): Promise<void>
  /** Types into the field with this placeholder. */
  type(placeholder: string, value: string): Promise<void>
  show(): Promise<void>
  hide(): Promise<void>
  pullDown(): Promise<void>
  reachBottom(): Promise<void>
  /** Goes back from it: it is unloaded and leaves the stack. */
  leave(): Promise<void>
  untilShows(words: string): Promise<void>
}

/**
 * Runs the built mini-program's own files in a fresh context: no browser, no React of ours, only
 * what WeChat's logic thread gives. It does not draw WXML; simulate.ts does.
 */
export function openMiniProgram(stubs: WxStubs = {}, kept: Record<string, unknown> = {}): MiniProgram {
  const setDataLog: SetData[] = []
  const calls: WxCall[] = []
  const storage = new Map(Object.entries(kept))
  const stack: NativePage[] = []
  const definitions = new Map<string, Definition>()
  let running = ''
  let app: Definition = {}

  const run = moduleRunner({
    wx: makeWx(stubs, storage, calls),
    App: (definition: Definition) => (app = definition),
    Page: (definition: Definition) => definitions.set(running, definition),
    Component: () => undefined,
    getApp: () => app,
    getCurrentPages: () => stack,
  })
  run('app.js')
  call(app, 'onLaunch', { path: 'pages/home/index', query: {}, scene: 1001 })
  call(app, 'onShow', { path: 'pages/home/index', query: {}, scene: 1001 })

  const settle = async () => {
    for (let calm = 0, seen = -1; calm < SETTLED_TURNS; calm++) {
      if (seen !== setDataLog.length) calm = 0
      seen = setDataLog.length
      await new Promise((resolve) => setTimeout(resolve, 4))
    }
  }

  return {
    setDataLog,
    calls,
    storage,
    async page(route, options = {}) {
      running = route
      run(`${route}.js`)
      const definition = definitions.get(route)
      if (!definition) throw new Error(`${route}.js defines no page`)
      const page = instance(definition, route, setDataLog)
      stack.push(page)
      call(page, 'onLoad', options)
      call(page, 'onShow')
      call(page, 'onReady')
      await settle()
      return miniPage(page, stack, settle)
    },
  }
}

/** WeChat's module system: one run a file, `require` relative to the file. */
function moduleRunner(globals: Record<string, unknown>): (file: string) => void {
  // A phone is put away when the test is over: its timers must not keep the process.
  const timers = {
    setTimeout: (act: () => void, ms?: number) => setTimeout(act, ms).unref(),
    setInterval: (act: () => void, ms?: number) => setInterval(act, ms).unref(),
    clearTimeout,
    clearInterval,
  }
  const context = createContext({ console, ...timers, ...globals })
  const done = new Map<string, { exports: unknown }>()
  const run = (file: string): unknown => {
    const known = done.get(file)
    if (known) return known.exports
    const module = { exports: {} }
    done.set(file, module)
    const filename = join(DIST, file)
    const source = `(function (require, module, exports) {${readFileSync(filename, 'utf8')}\n})`
    const wrapped = new Script(source, { filename })
    const body = wrapped.runInContext(context) as (...args: unknown[]) => void
    const required = (name: string) => run(`${posix.join(dirname(file), name).replace(/\.js$/, '')}.js`)
    body(required, module, module.exports)
    return module.exports
  }
  return run
}

function instance(definition: Definition, route: string, log: SetData[]): NativePage {
  const page: NativePage = { ...definition, route, data: structuredClone(definition.data ?? {}) }
  page['setData'] = (change: Record<string, unknown>, drawn?: () => void) => {
    const sent = JSON.stringify(change)
    const data = JSON.parse(sent) as Record<string, unknown>
    log.push({ route, data, bytes: Buffer.byteLength(sent) })
    for (const [path, value] of Object.entries(data)) writePath(page.data, path, structuredClone(value))
    if (drawn) setTimeout(drawn, 0)
  }
  return page
}

function call(on: Definition, name: string, ...args: unknown[]): unknown {
  const method = on[name] as ((...given: unknown[]) => unknown) | undefined
  return method?.apply(on, args)
}

function miniPage(page: NativePage, stack: NativePage[], settle: () => Promise<void>): MiniPage {
  const root = () => page.data['root'] as TaroNode
  const here = () => `${page.route}, which reads “${textOf(root())}”`
  const after = async (name: string) => {
    call(page, name)
    await settle()
  }
  const event = async (words: string, type: string, detail: Record<string, unknown>) => {
    const path = pathTo(root(), words)
    if (!path) throw new Error(`nothing on ${here()} reads “${words}”`)
    const wired = templatesListeningTo(type, DIST)
    const listening = path.reverse().filter((node) => wired.has(node.nn))
    const target = listening[0]
    if (!target) throw new Error(`nothing at “${words}” on ${here()} listens to ${type}`)
    // It rises through every ancestor that is wired, as in WXML; Taro stops it where it should.
    for (const node of listening) call(page, 'eh', eventOf(type, detail, target, node))
    await settle()
  }

  return {
    get root() {
      return root()
    },
    text: () => textOf(root()),
    event,
    tap: (words) => event(words, 'tap', {}),
    async type(placeholder, value) {
      const field = nodeWith(root(), placeholder)
      if (!field) throw new Error(`no field on ${here()} asks for “${placeholder}”`)
      call(page, 'eh', eventOf('input', { value, cursor: value.length }, field, field))
      await settle()
    },
    show: () => after('onShow'),
    hide: () => after('onHide'),
    pullDown: () => after('onPullDownRefresh'),
    reachBottom: () => after('onReachBottom'),
    async leave() {
      stack.splice(stack.indexOf(page), 1)
      await after('onUnload')
    },
    async untilShows(words) {
      const until = Date.now() + SHOWS_WITHIN_MS
      while (!textOf(root()).includes(words)) {
        if (Date.now() > until) throw new Error(`“${words}” never came on ${here()}`)
        await settle()
      }
    },
  }
}

function eventOf(type: string, detail: Record<string, unknown>, target: TaroNode, current: TaroNode) {
  const at = (node: TaroNode) => ({ id: node.sid, dataset: { sid: node.sid } })
  return { type, timeStamp: 0, detail, mark: {}, target: at(target), currentTarget: at(current) }
}
