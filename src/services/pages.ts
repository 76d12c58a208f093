/**
 * Every page besides the tabs, by the name that other pages know it by: the app's own list of pages
 * (app.config.ts) and go() both read this. Staff's pages are a package that residents never load.
 */
export const RESIDENT_PAGES = {
  bill: 'pages/bill/index',
  pay: 'pages/pay/index',
  plan: 'pages/plan/index',
  planTrial: 'pages/plan/trial/index',
  result: 'pages/result/index',
  receipt: 'pages/receipt/index',
  receipts: 'pages/receipts/index',
  statement: 'pages/statement/index',
  family: 'pages/family/index',
  bind: 'pages/bind/index',
  invited: 'pages/invited/index',
  privacy: 'pages/privacy/index',
  sample: 'pages/sample/index',
  guest: 'pages/guest/index',
  reminders: 'pages/reminders/index',
  erase: 'pages/erase/index',
} as const

export const STAFF_ROOT = 'staff'
export const STAFF_PAGES = {
  today: 'today/index',
  arrears: 'arrears/index',
  release: 'release/index',
  account: 'account/index',
  billing: 'billing/index',
  tariffs: 'tariffs/index',
  charges: 'charges/index',
  exports: 'exports/index',
  accountStatement: 'statement/index',
  premises: 'premises/index',
  premisesHome: 'premises/home/index',
  billCase: 'bill/index',
  readings: 'readings/index',
  pools: 'pools/index',
  import: 'import/index',
  proposals: 'proposals/index',
  people: 'people/index',
  plans: 'plans/index',
  planCase: 'plans/case/index',
  recon: 'recon/index',
  forecast: 'forecast/index',
  health: 'health/index',
  notices: 'notices/index',
} as const

export type PageName = keyof typeof RESIDENT_PAGES | keyof typeof STAFF_PAGES
