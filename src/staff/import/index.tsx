import { Acts } from '@/components/Acts'
import { Button } from '@/components/Button'
import { Card } from '@/components/Card'
import { Field } from '@/components/Field'
import { Note } from '@/components/Note'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { useAct } from '@/hooks/useAct'
import { chooseExcel } from '@/services/chooseExcel'
import { askStaff } from '@/services/cloud'
import { useCommunityId } from '@/staff/community'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import { ImportPreview } from './ImportPreview'
import { Written } from './Written'

type File = { readonly name: string; readonly base64: string }

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

/** 导入台账: choose the file, see what each row would become and why, confirm. Nothing is written before. */
export default function ImportPage() {
  const communityId = useCommunityId()
  const [file, setFile] = useState<File | null>(null)
  const [cutoff, setCutoff] = useState('')
  const [preview, setPreview] = useState<StaffAnswer<'ledger.preview'> | null>(null)
  const [written, setWritten] = useState<StaffAnswer<'ledger.confirm'> | null>(null)
  const {
    act: look,
    problem,
    tell,
  } = useAct(
    ({ base64 }: File) =>
      askStaff('ledger.preview', {
        communityId,
        file: { base64 },
        ...(cutoff.trim() === '' ? {} : { cutoff: cutoff.trim() }),
      }),
    (answer) => setPreview(answer),
  )
  const choose = async () => {
    const chosen = await chooseExcel()
    if (chosen.kind === 'none') return
    setPreview(null)
    setWritten(null)
    if (chosen.kind !== 'file') return tell(UNSUITABLE[chosen.kind])
    setFile(chosen)
    await look(chosen)
  }
  const again = () => {
    if (file === null) return
    return cutoff.trim() === '' || DAY.test(cutoff.trim()) ? look(file) : tell(NOT_A_DAY)
  }

  return (
    <Page title='导入台账' wide>
      <Card title='选择 Excel 台账'>
        <Note>表头写在哪一行都可以，小计、合计会自动跳过。先预览，确认后才写入。</Note>
        <Acts>
          <Button kind={preview ? 'quiet' : 'filled'} onTap={choose}>
            {file ? '换一个文件' : '选择文件'}
          </Button>
        </Acts>
        {file && <Note>{`已选择：${file.name}`}</Note>}
        <Problem problem={problem} />
        {problem?.refusal === 'LEDGER_NO_CUTOFF' && (
          <>
            <Field
              label='统计截止日'
              value={cutoff}
              onChange={setCutoff}
              maxLength={10}
              hint='例如 2026-06-30'
            />
            <Acts>
              <Button onTap={again}>按这个日期预览</Button>
            </Acts>
          </>
        )}
      </Card>
      {written ? (
        <Written result={written} communityId={communityId} />
      ) : (
        preview && <ImportPreview preview={preview} onWritten={setWritten} />
      )}
    </Page>
  )
}
