import { askStaff } from '@/services/cloud'
import type { StaffAnswer, StaffAsk } from '@contract/contract/staff'
import type { Reply } from '@contract/outcome'

export type Run = StaffAnswer<'billing.preview'>

/** A community too large for one call is looked at in several: one tap asks on until all of it was. */
export async function lookThrough(ask: StaffAsk<'billing.preview'>, onHomes: (homes: number) => void): Promise<Reply<Run>> {
  let reply = await askStaff('billing.preview', ask)
  while (reply.ok && reply.value.going) {
    onHomes(reply.value.going.homes)
    reply = await askStaff('billing.preview', { ...ask, goOn: reply.value.runId })
  }
  return reply
}
