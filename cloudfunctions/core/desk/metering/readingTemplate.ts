import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import { FEE_ITEMS, UNIT_WORDS } from '@core/domain/billing/tariff'
import { seesBuilding } from '@core/domain/people/roles'
import { hasTime } from '@core/shell/lease'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { type Cell, type Column, writeBook } from '@core/sheets/writeBook'
import { pagesOf } from '@core/store/pages'
import type { Where } from '@core/store/store'
import { metersOf } from './listMeters'

const PREMISES_A_PAGE = 50
/** Rows of one round: a building has some hundreds of doors, and one file goes out in one answer. */
const ROWS_MAX = 5_000
type Item = keyof typeof FEE_ITEMS
type Ask = { communityId: string; item: Item; building?: string | undefined }

const COLUMNS: readonly Column[] = [
  { title: '房号', kind: 'text', wide: true }, { title: '表号', kind: 'text' }, { title: '单位', kind: 'text' }, { title: '上次抄表日', kind: 'day' },
  { title: '上次读数', kind: 'text' }, { title: '抄表日', kind: 'day' }, { title: '本次读数', kind: 'text' }, { title: '转过一圈', kind: 'text' },
]

/** reading.template: the meters of a round in the order of their doors, with the last values and room for the new ones. */
export async function readingTemplate({ communityId, item, building }: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'reading.template'>>> {
  const post = await permit(world, caller, communityId, 'read_meters')
  if (!post.ok) return post
  if (building !== undefined && !seesBuilding(post.value, building)) return refuse('BUILDING_NOT_YOURS')
  const where = {
    communityId, ...(building === undefined ? {} : { label: { gte: building, lt: `${building}\uffff` } }),
  } as Where<{ communityId: string; label: string }>
  const rows: (readonly Cell[])[] = []
  for await (const page of pagesOf(world.store, 'premises', where, 'label', PREMISES_A_PAGE)) {
    const mine = page.filter((premises) => seesBuilding(post.value, premises.building)).map(({ _id }) => _id)
    const [meters, readings] = await metersOf(communityId, item, mine, world.today.slice(0, 7), world)
    const order = new Map(mine.map((id, i) => [id, i]))
    const there = meters.filter(({ removedOn }) => removedOn === null).sort(
      (a, b) => (order.get(a.premisesId ?? '') ?? 0) - (order.get(b.premisesId ?? '') ?? 0),
    )
    for (const { _id, label, serial, unit } of there) {
      const last = readings.filter(({ meterId }) => meterId === _id).sort((a, b) => (a.day < b.day ? 1 : -1))[0]
      rows.push([label, serial, UNIT_WORDS[unit], last?.day ?? null, last?.value ?? null, null, null, null])
    }
    if (rows.length >= ROWS_MAX || !hasTime(world)) break
  }
  const file = await writeBook([{ name: '抄表单', columns: COLUMNS, rows }])
  return accept({ name: `抄表单_${FEE_ITEMS[item]}_${building ?? '全部'}_${world.today}.xlsx`, base64: file.toString('base64'), rows: rows.length })
}
