import type { StaffAction, StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'
import type { Account, Bill, Holding, LedgerImport } from '@core/store/records'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions, FUNCTIONS_DIR } from '../../../config/build/functions'
import { type LocalCloud, startLocalCloud } from '../../../local/cloud'
import { found, hireStaff } from '../../../local/estate/founding'
import { household, workbookOf } from '../../fixtures/sheets'

const SAMPLE = readFileSync(join(__dirname, '../../fixtures/ledger-jingui.xlsx')).toString('base64')
const MORNING = '2026-07-01T09:00:00+08:00'

type Desk = { readonly communityId: string; readonly manager: string; readonly finance: string; readonly collector: string }

let cloud: LocalCloud
let dir: string
beforeAll(async () => {
  await buildFunctions({ only: ['staff', 'resident', 'sweep'] })
  dir = mkdtempSync(join(tmpdir(), 'nuancui-ledger-'))
  cloud = await startLocalCloud({ dir, port: 0, timers: false, clockStartsAt: MORNING, functionsDir: FUNCTIONS_DIR })
}, 120_000)
afterAll(async () => {
  await cloud.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** A community with staff and nothing else. */
async function open(communityId: string): Promise<Desk> {
  const founded = await found(cloud, { communityId, name: communityId, companyName: '测试物业', counterPhone: '0571-5550111' })
  const [manager = '', finance = '', collector = ''] = (await hireStaff(cloud, founded, communityId, ['1栋'])).map(({ openid }) => openid)
  return { communityId, manager, finance, collector }
}
function ask<A extends StaffAction>(openid: string, action: A, question: StaffAsk<A>): Promise<Reply<StaffAnswer<A>>> {
  return cloud.call('staff', openid, action, question)
}
async function told<A extends StaffAction>(openid: string, action: A, question: StaffAsk<A>): Promise<StaffAnswer<A>> {
  const reply = await ask(openid, action, question)
  if (!reply.ok) throw new Error(`${action}: ${reply.refusal}`)
  return reply.value
}
async function look<T>(collection: string, query: object): Promise<readonly T[]> {
  const answer = await cloud.http(`/local/db/${collection}?query=${encodeURIComponent(JSON.stringify(query))}&limit=1000`)
  return ((await answer.json()) as { list: T[] }).list
}
const inFile = (file: Buffer) => ({ base64: file.toString('base64') })
async function books({ communityId, finance }: Desk) {
  const { rules } = await told(finance, 'books.audit', { communityId })
  return rules.flatMap(({ broken }) => broken)
}

/** What stands on the books, without ids and hours: two communities with one ledger must agree. */
async function balances(communityId: string) {
  const accounts = await look<Account>('accounts', { communityId })
  return accounts.map(({ label, name, phones, kind, outstanding, oldestDueOn, open: bills, prepaid, internalNotes }) => ({
    label, name, phones, kind, outstanding, oldestDueOn, internalNotes, prepaid: prepaid.map(({ amount }) => amount),
    bills: bills.map(({ period, dueOn, outstanding: owed }) => [period, dueOn, owed]),
  })).sort((a, b) => (a.label < b.label ? -1 : 1))
}
async function counts(communityId: string) {
  const of = async (collection: string) => (await look(collection, { communityId })).length
  const [premises, accounts, holdings] = [await of('premises'), await of('accounts'), await of('holdings')]
  return { premises, accounts, holdings, entries: await of('entries'), bills: await of('bills') }
}

describe('the sample ledger, through the real functions', () => {
  let desk: Desk
  let importId: string
  beforeAll(async () => {
    desk = await open('c-jingui')
  })

  it('is previewed with its figures and reasons, and nothing is written before confirmation', async () => {
    const { communityId, finance } = desk
    const preview = await told(finance, 'ledger.preview', { communityId, file: { base64: SAMPLE } })
    importId = preview.importId
    expect(preview).toMatchObject({
      title: '金桂花园物业服务费收缴台账', cutoff: '2026-06-30', rows: { accepted: 159, warned: 5, refused: 4, ignored: 12 },
      totals: { premises: 164, owed: 94_449_91, prepaid: 6_588_12, debtors: 57 },
    })
    expect(preview.issues.filter(({ level }) => level === 'refused').map(({ row }) => row)).toEqual([179, 180, 181, 182])
    expect(await counts(communityId)).toEqual({ premises: 0, accounts: 0, holdings: 0, entries: 0, bills: 0 })
    expect((await told(finance, 'ledger.preview', { communityId, file: { base64: SAMPLE } })).importId).toBe(importId)
    expect(await look('imports', { communityId })).toHaveLength(1)
  })

  it('is previewed by finance and confirmed by the manager alone', async () => {
    const { communityId, finance, collector } = desk
    const file = { base64: SAMPLE }
    expect(await ask(collector, 'ledger.preview', { communityId, file })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await ask('a-stranger', 'ledger.preview', { communityId, file })).toMatchObject({ refusal: 'NOT_STAFF' })
    expect(await ask(finance, 'ledger.confirm', { importId })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await ask(desk.manager, 'ledger.confirm', { importId: 'import-none' })).toMatchObject({ refusal: 'IMPORT_NOT_FOUND' })
  })

  it('is written once, whole, and the same file again changes nothing', async () => {
    const { communityId, manager } = desk
    expect(await told(manager, 'ledger.confirm', { importId })).toEqual({ written: 164, unchanged: 0 })
    const before = await balances(communityId)
    const again = await told(manager, 'ledger.preview', { communityId, file: { base64: SAMPLE } })
    expect(again.rows).toEqual({ accepted: 159, warned: 5, refused: 4, ignored: 12 })
    expect(await told(manager, 'ledger.confirm', { importId: again.importId })).toEqual({ written: 0, unchanged: 164 })
    expect(await balances(communityId)).toEqual(before)
    expect(await counts(communityId)).toEqual({ premises: 164, accounts: 164, holdings: 164, entries: 65, bills: 483 })
    expect(await look('audit', { communityId, act: 'ledger.confirm' })).toHaveLength(1)
  })

  it('leaves books that hold, to the fen', async () => {
    expect(await books(desk)).toEqual([])
    const accounts = await look<Account>('accounts', { communityId: desk.communityId })
    expect(accounts.reduce((sum, { outstanding }) => sum + outstanding, 0)).toBe(94_449_91)
    expect(accounts.flatMap(({ prepaid }) => prepaid).reduce((sum, { amount }) => sum + amount, 0)).toBe(6_588_12)
    expect(accounts.filter(({ outstanding }) => outstanding > 0)).toHaveLength(57)
    expect(accounts.every(({ outstanding, nextActOn }) => (nextActOn !== null) === outstanding > 0)).toBe(true)
  })

  it('makes one bill a month, due at the month’s end, held by whoever held the day', async () => {
    const [account] = await look<Account>('accounts', { communityId: desk.communityId, label: '1栋1单元201' })
    const bills = [...(await look<Bill>('bills', { accountId: account?._id }))].sort((a, b) => (a.period < b.period ? -1 : 1))
    expect(bills).toHaveLength(38)
    expect(bills[0]).toMatchObject({ period: '2023-05', from: '2023-05-01', to: '2023-05-31', dueOn: '2023-05-31', amount: 144_43 })
    expect(bills[0]?.source).toEqual({ kind: 'ledger', id: importId })
    expect(bills[37]).toMatchObject({ period: '2026-06', dueOn: '2026-06-30' })
    expect(bills[0]?.working.map(({ says }) => says)).toEqual(['78.07 ㎡ × 1.85 元/㎡·月'])
    const [holding] = await look<Holding>('holdings', { accountId: account?._id })
    expect(holding).toMatchObject({ from: '2021-10-01', to: null })
  })

  it('says on a bill what the ledger made of it', async () => {
    const [account] = await look<Account>('accounts', { communityId: desk.communityId, label: '3栋1单元402' })
    const bills = await look<Bill>('bills', { accountId: account?._id })
    expect(bills.find(({ period }) => period === '2026-06')).toMatchObject({ amount: 309_47, working: [{ amount: 309_50 }, { amount: -3 }] })
  })

  it('brings a draft tariff a price, which bills nobody until it is published with its basis', async () => {
    const { communityId, manager, finance } = desk
    const { tariffs } = await told(finance, 'tariff.list', { communityId })
    expect(tariffs.map(({ price, premises, state, effectiveFrom }) => [price, premises, state, effectiveFrom]).sort()).toEqual([
      ['1.2', 36, 'draft', '2026-07-01'], ['1.85', 88, 'draft', '2026-07-01'], ['2.35', 36, 'draft', '2026-07-01'], ['4.5', 4, 'draft', '2026-07-01'],
    ])
    const tariffId = tariffs[0]?.tariffId ?? ''
    expect(await ask(finance, 'tariff.publish', { tariffId, basis: '合同第六条' })).toMatchObject({ refusal: 'ROLE_NOT_ALLOWED' })
    expect(await ask(manager, 'tariff.publish', { tariffId, basis: '  ' })).toMatchObject({ refusal: 'ASK_MALFORMED' })
    expect(await told(manager, 'tariff.publish', { tariffId, basis: '合同第六条' })).toEqual({ publishedOn: '2026-07-01' })
    expect(await ask(manager, 'tariff.publish', { tariffId, basis: '合同第七条' })).toMatchObject({ refusal: 'TARIFF_PUBLISHED' })
    const after = (await told(finance, 'tariff.list', { communityId })).tariffs.find((tariff) => tariff.tariffId === tariffId)
    expect(after).toMatchObject({ state: 'published', basis: '合同第六条', publishedOn: '2026-07-01' })
  })
})

describe('a later ledger', () => {
  it('never rewrites what is on the books: it says what differs, and adds what is new', async () => {
    const desk = await open('c-later')
    const { communityId, manager } = desk
    const first = await workbookOf([household({ paidThrough: '2026-05-31', months: 1, owed: 200 })])
    const { importId } = await told(manager, 'ledger.preview', { communityId, file: inFile(first) })
    expect(await told(manager, 'ledger.confirm', { importId })).toEqual({ written: 1, unchanged: 0 })
    const before = await balances(communityId)

    const second = await workbookOf([
      household({ building: '1号楼', paidThrough: '2026-04-30', months: 2, owed: 400, area: '101', name: '王新' }), household({ room: '102', owed: -50 }),
    ])
    const preview = await told(manager, 'ledger.preview', { communityId, file: inFile(second) })
    expect(preview.rows).toMatchObject({ accepted: 1, warned: 1 })
    expect(preview.issues.filter(({ code }) => code === 'ALREADY_IMPORTED')).toEqual([{
      row: 5, level: 'warned', code: 'ALREADY_IMPORTED',
      says: '系统里已有这套房屋，导入不会改动它；与台账不同：台账欠 400.00 元，系统欠 200.00 元；台账面积 101，系统 100；台账户名 王新，系统 王和平',
    }])
    expect(await told(manager, 'ledger.confirm', { importId: preview.importId })).toEqual({ written: 1, unchanged: 1 })
    expect(await balances(communityId)).toEqual([...before, expect.objectContaining({ label: '1栋1单元102', prepaid: [50_00] })])
    expect(await books(desk)).toEqual([])
  })

  it('that has no row to write is not confirmed', async () => {
    const { communityId, manager } = await open('c-empty')
    const { importId, rows } = await told(manager, 'ledger.preview', { communityId, file: inFile(await workbookOf([household({ area: null })])) })
    expect(rows).toEqual({ accepted: 0, warned: 0, refused: 1, ignored: 0 })
    expect(await ask(manager, 'ledger.confirm', { importId })).toMatchObject({ refusal: 'RUN_EMPTY' })
  })
})

describe('a file', () => {
  it('may come through cloud storage', async () => {
    Object.assign(process.env, {
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.database.url()}/admin` }), TENCENTCLOUD_RUNENV: 'SCF', SCF_NAMESPACE: 'nuancui-local',
      TCB_ENV: 'nuancui-local', TENCENTCLOUD_REGION: 'ap-shanghai', TENCENTCLOUD_SECRETID: 'local', TENCENTCLOUD_SECRETKEY: 'local',
    })
    const { cloudApp } = await import('@core/store/cloudbase')
    const { fileID } = await cloudApp().uploadFile({ cloudPath: 'ledgers/jingui.xlsx', fileContent: Buffer.from(SAMPLE, 'base64') })
    const { communityId, manager } = await open('c-stored')
    const { totals } = await told(manager, 'ledger.preview', { communityId, file: { fileId: fileID } })
    expect(totals).toEqual({ premises: 164, owed: 94_449_91, prepaid: 6_588_12, debtors: 57 })
  })

  it('that is none is refused in words', async () => {
    const { communityId, manager } = await open('c-files')
    const preview = (question: object) => ask(manager, 'ledger.preview', { communityId, ...question } as StaffAsk<'ledger.preview'>)
    const words = await preview({ file: inFile(Buffer.from('not a workbook')) })
    expect(words).toMatchObject({ refusal: 'FILE_NOT_READABLE', next: expect.stringContaining('xlsx') as string })
    expect(await preview({ file: { fileId: 'cloud://none/none.xlsx' } })).toMatchObject({ refusal: 'FILE_NOT_READABLE' })
    expect(await preview({ file: { base64: '$$$' } })).toMatchObject({ refusal: 'ASK_MALFORMED' })
    expect(await preview({ file: { base64: SAMPLE }, mapping: { colour: 'A' } })).toMatchObject({ refusal: 'LEDGER_COLUMNS_UNKNOWN' })
  })
})

describe('a confirmation cut off anywhere', () => {
  it('is taken up by sweep and leaves the same books as one that was not', async () => {
    const desk = await open('c-cut')
    const { communityId, manager } = desk
    const { importId } = await told(manager, 'ledger.preview', { communityId, file: { base64: SAMPLE } })
    const state = async () => (await look<LedgerImport>('imports', { communityId }))[0]
    const killed = async (fn: string, call: Promise<unknown>, cursor: number) => {
      const cutOff = call.then(() => false, () => true)
      for (let i = 0; i < 500 && ((await state())?.cursor ?? 0) < cursor; i += 1) await new Promise((resolve) => setTimeout(resolve, 5))
      await cloud.killInstances(fn)
      return cutOff
    }
    const cuts = [await killed('staff', ask(manager, 'ledger.confirm', { importId }), 20)]
    for (const cursor of [40, 80, 120, 164, 164]) {
      // The lease of whoever was killed outlives it; only then may another go on.
      await cloud.clock.jump(new Date(cloud.clock.nowMs() + 120_000).toISOString(), { timers: false })
      if (cursor < 164) cuts.push(await killed('sweep', cloud.timer('sweep'), cursor))
      else await cloud.timer('sweep')
    }
    expect(cuts).toContain(true)
    expect(await state()).toMatchObject({ state: 'confirmed', cursor: 164, written: 164, unchanged: 0, leaseUntil: null })
    expect(await balances(communityId)).toEqual(await balances('c-jingui'))
    expect(await counts(communityId)).toEqual(await counts('c-jingui'))
    expect(await books(desk)).toEqual([])
  }, 60_000)

  it('by several fingers at once is still written once', async () => {
    const desk = await open('c-twice')
    const { communityId, manager } = desk
    const { importId } = await told(manager, 'ledger.preview', { communityId, file: { base64: SAMPLE } })
    const answers = await Promise.all([1, 2, 3].map(() => told(manager, 'ledger.confirm', { importId })))
    expect(answers).toContainEqual({ written: 164, unchanged: 0 })
    expect(await counts(communityId)).toEqual(await counts('c-jingui'))
    expect(await books(desk)).toEqual([])
  })
})
