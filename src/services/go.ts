import { TABS, type TabName } from '@/custom-tab-bar/tabs'
import Taro from '@tarojs/taro'
import { type PageName, RESIDENT_PAGES, STAFF_PAGES, STAFF_ROOT } from './pages'

type Params = Readonly<Record<string, string>>

/** WeChat hands a page its parameters undecoded and a browser decoded: only what needs no coding may travel. */
const PLAIN = /^[\w.:@-]*$/

function pathOf(page: PageName): string {
  return page in STAFF_PAGES
    ? `/${STAFF_ROOT}/${STAFF_PAGES[page as keyof typeof STAFF_PAGES]}`
    : `/${RESIDENT_PAGES[page as keyof typeof RESIDENT_PAGES]}`
}

function addressOf(page: PageName, params: Params): string {
  const pairs = Object.entries(params).map(([name, value]) => {
    if (!PLAIN.test(value)) throw new Error(`${page}: ${name} cannot travel in an address`)
    return `${name}=${value}`
  })
  return pairs.length === 0 ? pathOf(page) : `${pathOf(page)}?${pairs.join('&')}`
}

export const go = (page: PageName, params: Params = {}) =>
  void Taro.navigateTo({ url: addressOf(page, params) })
/** Without a way back to a page that is over: what was agreed there is not agreed twice. */
export const goInstead = (page: PageName, params: Params = {}) =>
  void Taro.redirectTo({ url: addressOf(page, params) })
export const goTab = (name: TabName) =>
  void Taro.switchTab({ url: `/${TABS.find((tab) => tab.name === name)?.path}` })
/** A page opened by its address has nothing behind it; then the way back is home. */
export const goBack = () => {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else goTab('home')
}
