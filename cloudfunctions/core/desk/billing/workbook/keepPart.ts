import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome } from '@contract/outcome'
import { permit } from '@core/desk/people/permit'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { createHash } from 'node:crypto'

type Ask = { readonly communityId: string; readonly uploadId: string; readonly seq: number; readonly base64: string }

/** file.part: a part of a file that one call cannot carry. Under the caller's own folder, so that nobody's parts take another's place. */
export async function keepPart({ communityId, uploadId, seq, base64 }: Ask, caller: Caller, world: World): Promise<Outcome<StaffAnswer<'file.part'>>> {
  const post = await permit(world, caller, communityId, 'prepare_import')
  if (!post.ok) return post
  const owner = createHash('sha256').update(caller.openid).digest('hex').slice(0, 24)
  return accept({ fileId: await world.files.keep(`uploads/${owner}/${uploadId}/${seq}`, Buffer.from(base64, 'base64')) })
}
