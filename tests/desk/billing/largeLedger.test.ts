import type { Day, Instant } from '@contract/calendar'
import { previewLedger } from '@core/desk/billing/previewLedger'
import type { World } from '@core/shell/world'
import { cloudbaseStore } from '@core/store/cloudbase'
import { cloudFiles } from '@core/store/files'
import type { LedgerImport, LedgerRow } from '@core/store/records'
import { functionEnvironment } from '../../../local/cloudbase/functions/platform'
import { COMMUNITY, openTown, type Town, value } from '../../town'

/** Two inserts and a little: a call without time keeps one. */
const ROWS = 620
const HEAD = '楼栋,房号,业主姓名,建筑面积,单价,已缴至,欠费金额'
const CSV = [
  '大社区台账', '统计截止：2026-06-30', HEAD, ...Array.from({ length: ROWS }, (_, i) => `${Math.floor(i / 100) + 1}栋,${101 + (i % 100)},户${i},100,2,2026-06-30,0`),
]
  .join('\n')

describe('a ledger too long for one call', () => {
  let town: Town
  const parts: string[] = []
  beforeAll(async () => {
    town = await openTown()
    Object.assign(process.env, functionEnvironment(`${town.cloud.database.url()}/admin`, {}))
  })
  afterAll(() => town.stop())
  const late = (): World => {
    const now = town.cloud.clock.now() as Instant
    return { store: cloudbaseStore(), files: cloudFiles(), now, today: now.slice(0, 10) as Day, elapsedMs: () => 3_600_000 } as World
  }

  it('travels in parts that are put together in their order, each caller’s apart', async () => {
    const bytes = Buffer.from(CSV)
    const half = Math.floor(bytes.length / 2)
    for (const [seq, part] of [bytes.subarray(0, half), bytes.subarray(half)].entries()) {
      const ask = { communityId: COMMUNITY, uploadId: 'abcdef0123456789', seq, base64: part.toString('base64') }
      parts.push(value(await town.staffed(town.staff.finance, 'file.part', ask)).fileId)
      const other = value(await town.staffed(town.staff.manager, 'file.part', { ...ask, base64: Buffer.from('x').toString('base64') }))
      expect(other.fileId).not.toBe(parts[seq])
    }
    const look = value(await town.staffed(town.staff.finance, 'ledger.look', { communityId: COMMUNITY, file: { parts } }))
    expect([look.sheet, look.questions]).toEqual(['CSV', []])
    expect(
      await town.staffed(town.staff.collector, 'file.part', { communityId: COMMUNITY, uploadId: 'abcdef0123456789', seq: 0, base64: 'AAAA' }),
    ).toMatchObject({
      refusal: 'ROLE_NOT_ALLOWED',
    })
    const elsewhere = { communityId: COMMUNITY, file: { parts: ['cloud://nuancui-local.files/reading-photos/a.jpg'] } }
    expect(await town.staffed(town.staff.finance, 'ledger.look', elsewhere)).toMatchObject({ refusal: 'ASK_MALFORMED' })
  })

  it('is kept some rows a call, cannot be confirmed before, and is the same import in the end', async () => {
    const look = async () => {
      const outcome = await previewLedger({ communityId: COMMUNITY, file: { parts } }, { openid: town.staff.finance }, late())
      if (!outcome.ok) throw new Error(outcome.refusal)
      return outcome.value
    }
    const first = await look()
    expect(first).toMatchObject({ going: { rows: 250, of: ROWS }, totals: { premises: ROWS } })
    expect(await town.staffed(town.staff.manager, 'ledger.confirm', { importId: first.importId })).toMatchObject({ refusal: 'IMPORT_READING' })
    expect((await look()).going).toEqual({ rows: 500, of: ROWS })
    const last = await look()
    expect([last.importId, last.going]).toEqual([first.importId, undefined])
    expect(value(await town.staffed(town.staff.finance, 'ledger.preview', { communityId: COMMUNITY, file: { parts } }))).toEqual(last)
    const rows = await town.look<LedgerRow>('import_rows', { importId: first.importId })
    expect([...rows].map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, i) => i))
    expect(value(await town.staffed(town.staff.manager, 'ledger.confirm', { importId: first.importId }))).toEqual({ written: ROWS, unchanged: 0 })
    expect((await town.look<LedgerImport>('imports', { _id: first.importId }))[0]?.state).toBe('confirmed')
  }, 60_000)
})
