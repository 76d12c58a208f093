import { useAct } from '@/hooks/useAct'
import { chooseExcel } from '@/services/chooseExcel'
import { askStaff } from '@/services/cloud'
import type { StaffAnswer } from '@contract/contract/staff'
import { useState } from 'react'
import type { Look } from './Questions'

type File = { readonly name: string; readonly base64: string }
type Said = { readonly mapping?: Record<string, string>; readonly sheet?: string; readonly forget?: boolean }

const UNSUITABLE = {
  too_large: {
    says: '文件超过 3 MB',
    next: '请只保留台账这一张工作表，或拆成两个文件分别导入',
    refusal: null,
  },
  unreadable: { says: '这个文件打不开', next: '请用 Excel 另存为 .xlsx 后再选', refusal: null },
}
const NO_FORMER = { says: '还没有写前物业的名称', next: '请写上是哪一家物业的账，再选择文件', refusal: null }
const DAY = /^\d{4}-\d{2}-\d{2}$/
const NOT_A_DAY = { says: '没有看懂统计截止日', next: '请写成年-月-日，例如 2026-06-30', refusal: null }

/** A ledger on its way in: chosen, looked at, asked about where it must be, then previewed. */
export function useLedger(communityId: string, onPreview: (preview: StaffAnswer<'ledger.preview'> | null) => void) {
  const [file, setFile] = useState<File | null>(null)
  const [look, setLook] = useState<Look | null>(null)
  const [cutoff, setCutoff] = useState('')
  const [former, setFormer] = useState<string | null>(null)
  // Once asked for, the day stays in sight, so that a mistyped one can be mended.
  const [needsDay, setNeedsDay] = useState(false)
  const preview = useAct(async ({ base64 }: File, { mapping, sheet }: Look, day: string) => {
    const reply = await askStaff('ledger.preview', {
      communityId,
      file: { base64 },
      sheet,
      ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
      ...(day === '' ? {} : { cutoff: day }),
      ...(former === null || former.trim() === '' ? {} : { former: former.trim() }),
    })
    if (!reply.ok && reply.refusal === 'LEDGER_NO_CUTOFF') setNeedsDay(true)
    return reply
  }, onPreview)
  const first = useAct(
    ({ base64 }: File, said: Said) => askStaff('ledger.look', { communityId, file: { base64 }, ...said }),
    async (seen, of) => {
      setLook(seen)
      if (seen.questions.length === 0) await preview.act(of, seen, cutoff.trim())
    },
  )
  const choose = async () => {
    const picked = await chooseExcel()
    if (picked.kind === 'none') return
    onPreview(null)
    setLook(null)
    setNeedsDay(false)
    preview.tell(null)
    if (picked.kind !== 'file') return first.tell(UNSUITABLE[picked.kind])
    if (former?.trim() === '') return first.tell(NO_FORMER)
    setFile(picked)
    await first.act(picked, {})
  }
  const withDay = async () => {
    if (!file || !look) return
    if (DAY.test(cutoff.trim())) await preview.act(file, look, cutoff.trim())
    else preview.tell(NOT_A_DAY)
  }
  /** What the person says of the columns, or that the last time's answers count no more. */
  const say = async (said: Said) => {
    onPreview(null)
    if (file) await first.act(file, said)
  }
  return {
    file, look, cutoff, setCutoff, needsDay: needsDay && file !== null && look !== null, choose, withDay, say,
    former, setFormer, busy: first.busy || preview.busy, problem: first.problem ?? preview.problem,
  }
}
