import type { World } from '@core/shell/world'

/** A file as it comes in an ask: whole, by its name in cloud storage, or in the parts in which a phone sent it. */
export type Upload = { readonly base64: string } | { readonly fileId: string } | { readonly parts: readonly string[] }

/** Null when it, or a part of it, is not there. */
export async function readUpload(file: Upload, world: World): Promise<Buffer | null> {
  if ('base64' in file) return Buffer.from(file.base64, 'base64')
  if ('fileId' in file) return world.files.read(file.fileId)
  const parts = await Promise.all(file.parts.map((part) => world.files.read(part)))
  return parts.every((part) => part !== null) ? Buffer.concat(parts as Buffer[]) : null
}
