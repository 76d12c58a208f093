/**
 * The tabs of both builds: WeChat's app.json, the mini-program's own tab bar and the browser's.
 * 工作台 is shown to staff only. Showing it decides nothing: the cloud checks the roster on every call.
 */
export const TABS = [
  { name: 'home', path: 'pages/home/index', words: '首页', icon: 'house', staffOnly: false },
  { name: 'bills', path: 'pages/bills/index', words: '账单', icon: 'receipt-text', staffOnly: false },
  { name: 'mine', path: 'pages/mine/index', words: '我的', icon: 'user-round', staffOnly: false },
  { name: 'desk', path: 'pages/desk/index', words: '工作台', icon: 'clipboard-list', staffOnly: true },
] as const

export type Tab = (typeof TABS)[number]
export type TabName = Tab['name']

export function tabsFor(isStaff: boolean): readonly Tab[] {
  return TABS.filter((tab) => isStaff || !tab.staffOnly)
}

/** Where the app keeps what the tab bar must know; the native tab bar reads the storage itself. */
export const IS_STAFF_KEY = 'nuancui.isStaff'
export const TYPE_FACTOR_KEY = 'nuancui.typeFactor'
