import { join } from 'node:path'
import { DIST } from './vm'
import { makeWx, type WxCall, type WxStubs } from './wx'

/**
 * The built mini-program drawn by WeChat's official compilers (miniprogram-simulate), for tests in
 * jsdom. One test file a page: what a page registers stays registered.
 */
type Drawn = {
  readonly dom: HTMLElement
  readonly instance: { data: Record<string, unknown> } & Record<string, (...args: unknown[]) => unknown>
  querySelector(selector: string): Drawn | undefined
  querySelectorAll(selector: string): Drawn[]
  dispatchEvent(name: string, options?: object): void
  attach(parent: Node): void
  detach(): void
}
type Simulate = { load(path: string, options: object): string; render(id: string): Drawn }
type World = Record<string, unknown>

export type Simulated = {
  /** A native component, by its file without its ending: `custom-tab-bar/index`. */
  component(path: string): Promise<Drawn>
  /** A page of Taro's, opened with `options`, once it has drawn something. */
  page(route: string, options?: Record<string, string>): Promise<Drawn>
  readonly calls: WxCall[]
  readonly storage: Map<string, unknown>
  /** What getCurrentPages answers. */
  stack: { route: string }[]
}

const DRAWN_WITHIN_MS = 15_000
const LOOK_EVERY_MS = 10

export function openSimulated(stubs: WxStubs = {}, kept: Record<string, unknown> = {}): Simulated {
  const world = globalThis as unknown as World
  // jsdom's leaks into the logic thread, where WeChat has none, and Taro would try to use it.
  delete world['MutationObserver']
  const calls: WxCall[] = []
  const storage = new Map(Object.entries(kept))
  const simulated = jest.requireActual<Simulate>('miniprogram-simulate')
  let app: unknown = null
  let opened: Record<string, string> = {}

  Object.assign(world, {
    wx: { ...makeWx(stubs, storage, calls), createSelectorQuery },
    App: (definition: unknown) => (app = definition),
    getApp: () => app,
    getCurrentPages: () => handle.stack,
    Page(definition: World) {
      const component = world['Component'] as (definition: object) => void
      component(asComponent(definition, () => opened))
    },
  })

  const draw = async (path: string) => {
    if (!app) jest.requireActual(join(DIST, 'app.js'))
    const drawn = simulated.render(simulated.load(join(DIST, path), { rootPath: DIST }))
    drawn.attach(document.body)
    return drawn
  }
  const handle: Simulated = {
    calls,
    storage,
    stack: [],
    component: draw,
    async page(route, options = {}) {
      opened = options
      handle.stack = [...handle.stack, { route }]
      const page = await draw(route)
      await until(() => page.dom.textContent !== '', `${route} to draw something`)
      return page
    },
  }
  return handle
}

/** A page is a component whose first lifetime events have other names and carry the page's options. */
function asComponent(page: World, options: () => Record<string, string>): object {
  const methods = Object.fromEntries(Object.entries(page).filter(([, value]) => typeof value === 'function'))
  const run = (self: World, name: string, ...args: unknown[]) => {
    const method = self[name]
    if (typeof method === 'function') (method as (...given: unknown[]) => void).apply(self, args)
  }
  return {
    data: page['data'],
    methods,
    attached(this: World) {
      run(this, 'onLoad', options())
      run(this, 'onShow')
    },
    ready(this: World) {
      run(this, 'onReady')
    },
  }
}

/** Taro asks for the page's measures at start; there is nothing to measure here. */
function createSelectorQuery() {
  const query: Record<string, () => unknown> = {}
  const steps = ['in', 'select', 'selectAll', 'selectViewport', 'boundingClientRect', 'scrollOffset', 'exec']
  for (const name of steps) query[name] = () => query
  return query
}

export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + DRAWN_WITHIN_MS
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
