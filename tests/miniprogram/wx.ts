/** A phone's `wx` for tests: a plain object, since Taro copies its keys at boot and a Proxy has none. */

type WxOptions = {
  success?(answer: unknown): void
  fail?(fault: unknown): void
  complete?(answer: unknown): void
}
export type WxCall = { readonly name: string; readonly options: Record<string, unknown> }
/** What a function of `wx` answers; a thrown error goes to `fail`, as on a phone. */
export type WxAnswer = (options: Record<string, unknown>) => unknown
export type WxStubs = Record<string, WxAnswer>

const ASYNC = [
  'navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack', 'setNavigationBarTitle',
  'showToast', 'hideToast', 'showModal', 'showLoading', 'hideLoading', 'showActionSheet',
  'requestPayment', 'requestSubscribeMessage', 'login', 'stopPullDownRefresh', 'pageScrollTo',
  'chooseMessageFile', 'makePhoneCall', 'setClipboardData', 'openDocument',
]
const LISTENERS = [
  'onAppShow', 'onAppHide', 'onError', 'onPageNotFound', 'onUnhandledRejection',
  'onWindowResize', 'offWindowResize',
]
const SCREEN = { windowWidth: 390, windowHeight: 844, screenWidth: 390, screenHeight: 844 }
const WINDOW = { ...SCREEN, pixelRatio: 3, statusBarHeight: 47 }

/**
 * Every call is kept in `calls`. An asynchronous function answers `<name>:ok` on the next turn
 * unless a stub answers for it; `cloud.callFunction` has no default, for a test must say what the cloud says.
 */
export function makeWx(stubs: WxStubs, storage: Map<string, unknown>, calls: WxCall[]) {
  const asynchronous = (name: string, answer: WxAnswer) => (options: WxOptions & WxCall['options'] = {}) => {
    calls.push({ name, options })
    const settled = new Promise((resolve) => resolve(answer(options)))
    settled.then(
      (value) => (options.success?.(value), options.complete?.(value)),
      (fault: unknown) => (options.fail?.(fault), options.complete?.(fault)),
    )
    return settled
  }
  const ok = (name: string): WxAnswer => () => ({ errMsg: `${name}:ok` })
  const unanswered: WxAnswer = () => {
    throw new Error('cloud.callFunction: this test gave no answer for the cloud')
  }
  const { callFunction = unanswered, ...answered } = stubs
  const defaults = Object.fromEntries(ASYNC.map((name) => [name, ok(name)]))
  const functions = Object.entries({ ...defaults, ...answered })

  return {
    ...Object.fromEntries(functions.map(([name, answer]) => [name, asynchronous(name, answer)])),
    ...Object.fromEntries(LISTENERS.map((name) => [name, () => undefined])),
    cloud: { init: () => undefined, callFunction: asynchronous('cloud.callFunction', callFunction) },
    getStorageSync: (key: string) => (storage.has(key) ? storage.get(key) : ''),
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    getSystemInfoSync: () => ({ ...WINDOW, platform: 'ios', SDKVersion: '3.8.0', language: 'zh_CN' }),
    getWindowInfo: () => WINDOW,
    getAppBaseInfo: () => ({ SDKVersion: '3.8.0', language: 'zh_CN' }),
    getDeviceInfo: () => ({ platform: 'ios' }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx0000000000000000', envVersion: 'release' } }),
    getEnterOptionsSync: () => ({ path: 'pages/home/index', query: {}, scene: 1001 }),
    getLaunchOptionsSync: () => ({ path: 'pages/home/index', query: {}, scene: 1001 }),
    canIUse: () => true,
    nextTick: (act: () => void) => void Promise.resolve().then(act),
  }
}
