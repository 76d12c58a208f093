import { IS_STAFF_KEY, type Tab, tabsFor, TYPE_FACTOR_KEY } from './tabs'

/** The little of WeChat's native component world that a tab bar needs. */
type TabBar = {
  data: { tabs: readonly Tab[]; current: string; typeFactor: number }
  setData(change: Partial<TabBar['data']>): void
  refresh(): void
}
type Tap = { currentTarget: { dataset: { path: string } } }
declare const wx: { getStorageSync(key: string): unknown; switchTab(to: { url: string }): void }
declare function getCurrentPages(): { route?: string }[]
declare function Component(definition: object): void

Component({
  data: { tabs: tabsFor(false), current: '', typeFactor: 1 },
  lifetimes: {
    attached(this: TabBar) {
      this.refresh()
    },
  },
  // Each tab page has a tab bar of its own, so each learns the role when its page comes into view.
  pageLifetimes: {
    show(this: TabBar) {
      this.refresh()
    },
  },
  methods: {
    refresh(this: TabBar) {
      const pages = getCurrentPages()
      this.setData({
        tabs: tabsFor(wx.getStorageSync(IS_STAFF_KEY) === true),
        current: pages[pages.length - 1]?.route ?? '',
        typeFactor: Number(wx.getStorageSync(TYPE_FACTOR_KEY)) || 1,
      })
    },
    choose(event: Tap) {
      wx.switchTab({ url: `/${event.currentTarget.dataset.path}` })
    },
  },
})
