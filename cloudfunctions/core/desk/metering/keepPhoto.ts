import type { StaffAnswer } from '@contract/contract/staff'
import { accept, type Outcome, refuse } from '@contract/outcome'
import type { Caller } from '@core/shell/serve'
import type { World } from '@core/shell/world'
import { createHash } from 'node:crypto'
import { permitMeter } from './meterFacts'

const BYTES_MAX = 1024 * 1024
/** How a JPEG and a PNG begin: what a file is called says nothing about what it is. */
const KINDS = [
  { ending: 'jpg', begins: Buffer.from([0xff, 0xd8, 0xff]) },
  { ending: 'png', begins: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
] as const

/**
 * reading.photo: keeps a photo of a look at a meter, and gives the name by which the reading has it.
 * Its content is its name, so that the same photo twice is one file; one that no reading names lies
 * where nobody is shown it.
 */
export async function keepPhoto(
  { meterId, base64 }: { meterId: string; base64: string }, caller: Caller, world: World,
): Promise<Outcome<StaffAnswer<'reading.photo'>>> {
  const seen = await permitMeter(world, caller, meterId)
  if (!seen.ok) return seen
  const file = Buffer.from(base64, 'base64')
  const kind = KINDS.find(({ begins }) => file.subarray(0, begins.length).equals(begins))
  if (!kind || file.length > BYTES_MAX) return refuse('PHOTO_UNREADABLE')
  const name = createHash('sha256').update(meterId).update(file).digest('hex').slice(0, 32)
  return accept({ photo: await world.files.keep(`reading-photos/${name}.${kind.ending}`, file) })
}
