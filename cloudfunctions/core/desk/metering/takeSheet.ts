import type { Day } from '@contract/calendar'
import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, REFUSALS, refuse } from '@contract/outcome'
import { openWorkbook } from '@core/desk/billing/workbook/openWorkbook'
import { readUpload, type Upload } from '@core/desk/billing/workbook/readUpload'
import { auditRow } from '@core/desk/people/audit'
import { permit } from '@core/desk/people/permit'
import { readSheet } from '@core/domain/metering/sheet'
import { type Judged, judge } from '@core/domain/metering/judging'
import { hasTime } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import type { Meter } from '@core/store/records'
import { allOf } from '@core/store/pages'
import { insert, put } from '@core/store/store'
import { metersMeant } from './metersMeant'

type Answer = StaffAnswer<'reading.sheet'>
type Ask = { communityId: string; item: string; file: Upload; preview: boolean; day?: Day | undefined }
/** Meters whose readings are known and written together: a year of them is one answer of the database. */
const METERS_AT_ONCE = 40
const ISSUES_SHOWN = 500

/**
 * reading.sheet: a table of readings. Each row is taken, taken with a warning, refused or already
 * there, with its reason; with `preview` nothing is written. The same table twice changes nothing,
 * and one that a call cannot end is asked for again.
 */
export async function takeSheet(ask: Ask, caller: Caller, world: World): Promise<Outcome<Answer>> {
  const { communityId, item, day = world.today, preview } = ask
  const post = await permit(world, caller, communityId, 'read_meters')
  if (!post.ok) return post
  const file = await readUpload(ask.file, world)
  if (!file) return refuse('FILE_NOT_READABLE')
  const sheets = await openWorkbook(file)
  if (!sheets.ok) return sheets
  const read = readSheet(sheets.value, day)
  if (!read) return refuse('READINGS_NO_HEADER')
  const meant = await metersMeant(read.lines, { communityId, item, member: post.value }, world)
  const all: Judged[] = read.lines.flatMap((line) => {
    const found = meant.get(line.row)
    return typeof found === 'object' ? [] : [{ line, is: 'refused', says: REFUSALS[found ?? 'METER_NOT_FOUND'].says, changes: [] }]
  })
  const meters = [
    ...new Map([...meant.values()].flatMap((one): [string, Meter][] => (typeof one === 'object' ? [[one._id, one]] : []))),
  ].map(([, meter]) => meter)
  let [written, left] = [0, 0]
  for (let at = 0; at < meters.length; at += METERS_AT_ONCE) {
    const chunk = meters.slice(at, at + METERS_AT_ONCE)
    const lines = read.lines.filter(({ row }) => chunk.includes(meant.get(row) as Meter))
    if (!preview && !hasTime(world)) left += lines.length
    else {
      const judged = await judgeChunk(chunk, lines, meant as ReadonlyMap<number, Meter>, caller, world)
      if (!preview) written += await write(judged, communityId, caller, world)
      all.push(...judged)
    }
  }
  return accept({ ...shown(all, read.ignored), written, left })
}

async function judgeChunk(meters: readonly Meter[], lines: Judged['line'][], meant: ReadonlyMap<number, Meter>, caller: Caller, world: World) {
  const readings = await allOf(world.store, 'readings', 'meterId', meters.map(({ _id }) => _id), 'day')
  return meters.flatMap((meter) => judge(
    meter, readings.filter(({ meterId }) => meterId === meter._id), lines.filter(({ row }) => meant.get(row) === meter), world.today,
    { by: caller.openid, photo: null, createdAt: world.now },
  ))
}

/** One transaction for some meters; their documents are the lock of their readings, as for a single look. */
async function write(judged: readonly Judged[], communityId: string, caller: Caller, world: World): Promise<number> {
  const taken = judged.filter(({ is }) => is === 'accepted' || is === 'warned')
  if (taken.length === 0) return 0
  const changes = new Map(taken.flatMap((one) => one.changes.map((reading) => [reading._id, reading] as const)))
  const meterIds = [...new Set([...changes.values()].map(({ meterId }) => meterId))]
  const audit = auditRow(world, { communityId, by: caller.openid, act: 'reading.sheet', on: meterIds[0] ?? '', detail: `${taken.length} 行` })
  const reads = { meters: ['meters', meterIds], there: ['readings', [...changes.keys()]] } as const
  return world.store.change(reads, ({ meters, there }) => {
    // What a bill charged meanwhile stays as it is: the next look says so.
    const free = [...changes.values()].filter((_, i) => (there[i]?.billId ?? null) === null)
    return {
      writes: [...meters.flatMap((meter) => (meter ? [put('meters', meter)] : [])), ...free.map((reading) => put('readings', reading)), insert('audit', audit)],
      result: taken.length,
    }
  })
}

function shown(all: readonly Judged[], ignored: number): Pick<Answer, 'rows' | 'issues'> {
  const count = (is: Judged['is']) => all.filter((one) => one.is === is).length
  const issues = all.flatMap(
    ({ line, is, says }) => (is === 'refused' || is === 'warned' ? [{ row: line.row, level: is, label: line.label || line.serial, says }] : []),
  )
  return {
    rows: { accepted: count('accepted'), warned: count('warned'), refused: count('refused'), unchanged: count('unchanged'), ignored },
    issues: issues.sort((a, b) => a.row - b.row).slice(0, ISSUES_SHOWN),
  }
}
