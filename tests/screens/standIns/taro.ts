import { useEffect, useRef } from 'react'

/**
 * Taro's hooks and functions as a test of a screen needs them. `phone` is the test's side: what the
 * phone keeps, what it was asked to do, and the page's coming into view.
 */
type Call = { readonly name: string; readonly options: Record<string, unknown> }
type Act = () => void
type Params = Record<string, string>

const storage = new Map<string, unknown>()
const listeners = new Map<string, Set<Act>>()
const moments = { show: new Set<Act>(), hide: new Set<Act>(), pull: new Set<Act>(), bottom: new Set<Act>() }
const atOnce = (acts: Set<Act>) => [...acts].forEach((act) => act())

export const phone = {
  storage,
  calls: [] as Call[],
  params: {} as Params,
  /** What the phone-number button gives back. */
  number: { errMsg: 'getPhoneNumber:ok', code: 'phone-code' } as Record<string, unknown>,
  /** Answers by name, for the functions whose answer a screen reads. */
  answers: {} as Record<string, (options: Record<string, unknown>) => unknown>,
  show: () => atOnce(moments.show),
  hide: () => atOnce(moments.hide),
  pullDown: () => atOnce(moments.pull),
  reachBottom: () => atOnce(moments.bottom),
  reset() {
    storage.clear()
    listeners.clear()
    phone.calls = []
    phone.params = {}
    phone.answers = {}
  },
}

function useMoment(moment: Set<Act>, act: Act, atStart = false) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const run = () => latest.current()
    moment.add(run)
    if (atStart) run()
    return () => void moment.delete(run)
  }, [moment, atStart])
}

export const useDidShow = (act: Act) => useMoment(moments.show, act, true)
export const useDidHide = (act: Act) => useMoment(moments.hide, act)
export const usePullDownRefresh = (act: Act) => useMoment(moments.pull, act)
export const useReachBottom = (act: Act) => useMoment(moments.bottom, act)
export const useLoad = (act: (params: Params) => void) => useEffect(() => act(phone.params), [])
export const useShareAppMessage = (_share: unknown) => undefined
export const useRouter = () => ({ params: phone.params, path: '' })

const asked = (name: string) => async (options: Record<string, unknown> = {}) => {
  phone.calls.push({ name, options })
  return phone.answers[name]?.(options) ?? { errMsg: `${name}:ok` }
}

const ASYNC = [
  'navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack', 'setNavigationBarTitle',
  'showToast', 'showModal', 'showLoading', 'hideLoading', 'showActionSheet', 'pageScrollTo', 'stopPullDownRefresh',
  'requestPayment', 'requestSubscribeMessage', 'makePhoneCall', 'setClipboardData', 'chooseMessageFile', 'previewImage',
  'openDocument', 'shareFileMessage', 'chooseMedia', 'compressImage',
] as const
const asynchronous = Object.fromEntries(ASYNC.map((name) => [name, asked(name)]))

const eventCenter = {
  on: (name: string, act: Act) => void listeners.set(name, (listeners.get(name) ?? new Set()).add(act)),
  off: (name: string, act: Act) => void listeners.get(name)?.delete(act),
  trigger: (name: string) => atOnce(listeners.get(name) ?? new Set()),
}

const Taro = {
  ...asynchronous,
  eventCenter,
  cloud: { init: () => undefined, callFunction: asked('cloud.callFunction') },
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
  getCurrentInstance: () => ({ page: null, router: { params: phone.params } }),
  getCurrentPages: () => [{}],
  nextTick: queueMicrotask,
  useDidShow, useDidHide, usePullDownRefresh, useReachBottom, useLoad, useShareAppMessage, useRouter,
}

export { eventCenter }
export default Taro
