import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { chooseExcel } from '@/services/chooseExcel'
import { askStaff } from '@/services/cloud'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'

type File = { readonly name: string; readonly base64: string }
type ChooseFileProps = {
  readonly communityId: string
  /** A preview is on the page: its 确认写入 is then the main button. */
  readonly chosen: boolean
  readonly onPreview: (preview: StaffAnswer<'ledger.preview'> | null) => void
}

const UNSUITABLE = {
  too_large: {
    says: '文件超过 3 MB',
    next: '请只保留台账这一张工作表，或拆成两个文件分别导入',
    refusal: null,
  },
  unreadable: { says: '这个文件打不开', next: '请用 Excel 另存为 .xlsx 后再选', refusal: null },
}
const DAY = /^\d{4}-\d{2}-\d{2}$/
const NOT_A_DAY = { says: '没有看懂统计截止日', next: '请写成年-月-日，例如 2026-06-30', refusal: null }

export function ChooseFile({ communityId, chosen, onPreview }: ChooseFileProps) {
  const [file, setFile] = useState<File | null>(null)
  const [cutoff, setCutoff] = useState('')
  // Once asked for, the day stays in sight, so that a mistyped one can be mended.
  const [needsDay, setNeedsDay] = useState(false)
  const { act, problem, tell } = useAct(async ({ base64 }: File, day: string) => {
    const reply = await askStaff('ledger.preview', {
      communityId,
      file: { base64 },
      ...(day === '' ? {} : { cutoff: day }),
    })
    if (!reply.ok && reply.refusal === 'LEDGER_NO_CUTOFF') setNeedsDay(true)
    return reply
  }, onPreview)

  const choose = async () => {
    const picked = await chooseExcel()
    if (picked.kind === 'none') return
    onPreview(null)
    setNeedsDay(false)
    if (picked.kind !== 'file') return tell(UNSUITABLE[picked.kind])
    setFile(picked)
    await act(picked, '')
  }
  const again = (known: File) => (DAY.test(cutoff.trim()) ? act(known, cutoff.trim()) : tell(NOT_A_DAY))

  return (
    <Card title='选择 Excel 或 CSV 台账'>
      <Note>表头写在哪一行都可以，小计、合计会自动跳过。先预览，确认后才写入。</Note>
      {file && <Note>{`已选择：${file.name}`}</Note>}
      <Problem problem={problem} />
      {file && needsDay && (
        <>
          <Field
            label='统计截止日'
            value={cutoff}
            onChange={setCutoff}
            maxLength={10}
            hint='例如 2026-06-30'
          />
          <Acts>
            <Button onTap={() => again(file)}>按这个日期预览</Button>
          </Acts>
        </>
      )}
      <Acts>
        <Button kind={chosen ? 'quiet' : 'filled'} onTap={choose}>
          {file ? '换一个文件' : '选择文件'}
        </Button>
      </Acts>
    </Card>
  )
}
