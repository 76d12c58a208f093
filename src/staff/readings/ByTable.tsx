import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { Row } from '@/components/Row'
import { Tag } from '@/components/Tag'
import { useAct } from '@/hooks/useAct'
import { chooseExcel } from '@/services/chooseExcel'
import { askStaff } from '@/services/cloud'
import { openPaper } from '@/services/openPaper'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import { useState } from 'react'

type Seen = StaffAnswer<'reading.sheet'>
type ByTableProps = {
  readonly communityId: string
  readonly item: StaffAsk<'reading.sheet'>['item']
  readonly building: string
  readonly onWritten: () => Promise<void>
}

/** A round of any building is far below what one call carries. */
const BASE64_MAX = 4_194_304
const UNSUITABLE = {
  too_large: { says: '文件超过 3 MB', next: '请按楼栋分开导入', refusal: null },
  unreadable: { says: '这个文件打不开', next: '请用 Excel 另存为 .xlsx 后再选', refusal: null },
}

/** A whole round by one table: taken along with the last values, brought back with the new ones. */
export function ByTable({ communityId, item, building, onWritten }: ByTableProps) {
  const [file, setFile] = useState<{ readonly name: string; readonly base64: string } | null>(null)
  const [seen, setSeen] = useState<Seen | null>(null)
  const [written, setWritten] = useState<number | null>(null)
  const round = useAct(
    () => askStaff('reading.template', { communityId, item, ...(building === '' ? {} : { building }) }),
    ({ name, base64 }) => openPaper(name, base64),
  )
  const look = useAct(
    (base64: string) => askStaff('reading.sheet', { communityId, item, file: { base64 }, preview: true }),
    (value) => setSeen(value),
  )
  const save = useAct(
    (base64: string) => writeAll({ communityId, item, base64 }),
    async (count) => {
      setWritten(count)
      setSeen(null)
      await onWritten()
    },
  )
  const choose = async () => {
    const picked = await chooseExcel()
    if (picked.kind === 'none') return
    setSeen(null)
    setWritten(null)
    if (picked.kind !== 'file') return look.tell(UNSUITABLE[picked.kind])
    if (picked.base64.length > BASE64_MAX) return look.tell(UNSUITABLE.too_large)
    setFile(picked)
    await look.act(picked.base64)
  }
  return (
    <Card title='用表格抄表'>
      <Note>先下载抄表单，填好“本次读数”再导入；没有填的行会跳过，同一张表导入两次不会重复。</Note>
      {written !== null && <Note>{`已写入 ${written} 行读数。`}</Note>}
      {file && seen && <Preview name={file.name} seen={seen} onSave={() => save.act(file.base64)} busy={save.busy} />}
      <Problem problem={round.problem ?? look.problem ?? save.problem} />
      <Acts>
        <Button onTap={choose}>{look.busy ? '正在核对…' : '导入读数'}</Button>
        <Button kind='words' onTap={() => round.act()}>
          下载抄表单
        </Button>
      </Acts>
    </Card>
  )
}

/** A long table is written over several calls; one tap asks on. */
async function writeAll({ communityId, item, base64 }: { communityId: string; item: ByTableProps['item']; base64: string }) {
  let total = 0
  for (;;) {
    const reply = await askStaff('reading.sheet', { communityId, item, file: { base64 }, preview: false })
    if (!reply.ok) return reply
    total += reply.value.written
    if (reply.value.left === 0 || reply.value.written === 0) return { ok: true as const, value: total }
  }
}

type PreviewProps = { readonly name: string; readonly seen: Seen; readonly onSave: () => Promise<void>; readonly busy: boolean }

function Preview({ name, seen: { rows, issues }, onSave, busy }: PreviewProps) {
  const taken = rows.accepted + rows.warned
  return (
    <>
      <Row title={name} note={`没有填读数的 ${rows.ignored} 行，已经登记过的 ${rows.unchanged} 行`}>{`可写入 ${taken} 行`}</Row>
      {issues.map(({ row, level, label, says }) => (
        <Row
          key={row}
          title={`第 ${row} 行 ${label}`}
          note={says}
          tag={<Tag tone={level === 'refused' ? 'notice' : 'plain'}>{level === 'refused' ? '不接收' : '请留意'}</Tag>}
        />
      ))}
      {taken > 0 ? (
        <Acts>
          <Button kind='filled' onTap={onSave}>
            {busy ? '正在写入…' : `写入 ${taken} 行`}
          </Button>
        </Acts>
      ) : (
        <Note>没有可以写入的行。</Note>
      )}
    </>
  )
}
