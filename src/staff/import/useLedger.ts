import { useAct } from '@/hooks/useAct'
import { chooseExcel } from '@/services/chooseExcel'
import { askStaff } from '@/services/cloud'
import { sendFile, type Sent } from '@/services/sendFile'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'
import { useState } from 'react'
import type { Look } from './Questions'

type File = { readonly name: string; readonly sent: Sent }
type Said = { readonly mapping?: Record<string, string>; readonly sheet?: string; readonly forget?: boolean }

const UNSUITABLE = {
  too_large: {
    says: '文件超过 20 MB',
    next: '请只保留台账这一张工作表，或拆成两个文件分别导入',
    refusal: null,
  },
  unreadable: { says: '这个文件打不开', next: '请用 Excel 另存为 .xlsx 后再选', refusal: null },
}
const NO_FORMER = { says: '还没有写前物业的名称', next: '请写上是哪一家物业的账，再选择文件', refusal: null }
const DAY = /^\d{4}-\d{2}-\d{2}$/
const NOT_A_DAY = { says: '没有看懂统计截止日', next: '请写成年-月-日，例如 2026-06-30', refusal: null }

/**
 * A ledger on its way in: chosen, looked at, asked about where it must be, then previewed. A day that
 * was asked for stays in sight, so that a mistyped one can be mended; `says` tells how far long work is.
 */
export function useLedger(communityId: string, onPreview: (preview: StaffAnswer<'ledger.preview'> | null) => void) {
  const [file, setFile] = useState<File | null>(null)
  const [look, setLook] = useState<Look | null>(null)
  const [cutoff, setCutoff] = useState('')
  const [former, setFormer] = useState<string | null>(null)
  const [needsDay, setNeedsDay] = useState(false)
  const [says, setSays] = useState('')
  const preview = useAct(async ({ sent }: File, { mapping, sheet }: Look, day: string) => {
    const reply = await previewAll(askOf(communityId, sent, { mapping, sheet, cutoff: day, former: former?.trim() ?? '' }), setSays)
    if (!reply.ok && reply.refusal === 'LEDGER_NO_CUTOFF') setNeedsDay(true)
    return reply
  }, onPreview)
  const first = useAct(
    ({ sent }: File, said: Said) => askStaff('ledger.look', { communityId, file: sent, ...said }),
    async (seen, of) => {
      setLook(seen)
      if (seen.questions.length === 0) await preview.act(of, seen, cutoff.trim())
    },
  )
  const take = useAct(
    (_name: string, base64: string) => sendFile(communityId, base64, (sent, of) => setSays(`文件较大，正在上传 ${sent} / ${of}…`)),
    async (sent, name) => {
      const taken = { name, sent }
      setSays('')
      setFile(taken)
      await first.act(taken, {})
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
    await take.act(picked.name, picked.base64)
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
    former, setFormer, says, busy: take.busy || first.busy || preview.busy,
    problem: take.problem ?? first.problem ?? preview.problem,
  }
}

type Known = { readonly mapping: Look['mapping']; readonly sheet: string; readonly cutoff: string; readonly former: string }

/** Only what somebody said. */
function askOf(communityId: string, file: Sent, { mapping, sheet, cutoff, former }: Known): StaffAsk<'ledger.preview'> {
  return {
    communityId,
    file,
    sheet,
    ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
    ...(cutoff === '' ? {} : { cutoff }),
    ...(former === '' ? {} : { former }),
  }
}

/** A ledger of more rows than one call keeps is read in several: one tap asks on until all are there. */
async function previewAll(ask: StaffAsk<'ledger.preview'>, onSays: (says: string) => void): Promise<Reply<StaffAnswer<'ledger.preview'>>> {
  for (;;) {
    const reply = await askStaff('ledger.preview', ask)
    if (!reply.ok || !reply.value.going) {
      onSays('')
      return reply
    }
    const { rows, of } = reply.value.going
    onSays(`行数很多，已读 ${rows} / ${of} 行，还在继续…`)
  }
}
