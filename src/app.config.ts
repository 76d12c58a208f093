import { TABS } from './custom-tab-bar/tabs'
import { RESIDENT_PAGES, STAFF_PAGES, STAFF_ROOT } from './services/pages'

// From src/tokens.css, filled in by config/taro.
declare const PAPER: string
declare const CARD: string
declare const INK_SECOND: string
declare const BRAND: string

export default {
  pages: [...TABS.map((tab) => tab.path), ...Object.values(RESIDENT_PAGES)],
  subPackages: [{ root: STAFF_ROOT, pages: Object.values(STAFF_PAGES) }],
  window: {
    navigationBarBackgroundColor: PAPER,
    navigationBarTextStyle: 'black',
    navigationBarTitleText: '',
    backgroundColor: PAPER,
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    custom: true,
    color: INK_SECOND,
    selectedColor: BRAND,
    backgroundColor: CARD,
    list: TABS.map((tab) => ({ pagePath: tab.path, text: tab.words })),
  },
  lazyCodeLoading: 'requiredComponents',
  sitemapLocation: 'sitemap.json',
  // The browser build moves between pages without sliding: motion only where it explains something.
  ...(process.env['TARO_ENV'] === 'h5' ? { animation: false } : {}),
}
