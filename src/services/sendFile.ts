import type { StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'
import { askStaff } from './cloud'

/** What travels inside one call, as text; a multiple of four, so that each part is whole bytes. */
const PART_LETTERS = 2_800_000

export type Sent = StaffAsk<'ledger.preview'>['file']

/** A chosen file as an ask takes it: whole, or in parts that were sent before; `onSent` says how far it is. */
export async function sendFile(communityId: string, base64: string, onSent: (sent: number, of: number) => void): Promise<Reply<Sent>> {
  if (base64.length <= PART_LETTERS) return { ok: true, value: { base64 } }
  const uploadId = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`
  const count = Math.ceil(base64.length / PART_LETTERS)
  const parts: string[] = []
  for (let seq = 0; seq < count; seq += 1) {
    onSent(seq, count)
    const part = base64.slice(seq * PART_LETTERS, (seq + 1) * PART_LETTERS)
    const reply = await askStaff('file.part', { communityId, uploadId, seq, base64: part })
    if (!reply.ok) return reply
    parts.push(reply.value.fileId)
  }
  onSent(count, count)
  return { ok: true, value: { parts } }
}
