import { createInflateRaw, inflateRawSync } from 'node:zlib'

/**
 * Just enough of the zip format (PKWARE APPNOTE 6.3) to look into a workbook before a library does:
 * a few kilobytes can unpack to gigabytes, and the sizes that an archive declares prove nothing.
 */
export type Entries = ReadonlyMap<string, Buffer>

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const END_BYTES = 22
const COMMENT_BYTES_MAX = 65_535
const ENTRIES_MAX = 2_000
const STORED = 0
const DEFLATED = 8

export class ZipTooLarge extends Error {}
/** Not an archive, damaged, encrypted, or packed in a way no office program uses. */
export class ZipUnreadable extends Error {}

/**
 * Unpacks the entries whose names `wanted` accepts, together at most `bytesMax`.
 * Throws ZipTooLarge or ZipUnreadable.
 */
export function unzip(archive: Buffer, wanted: (name: string) => boolean, bytesMax: number): Entries {
  const entries = new Map<string, Buffer>()
  let left = bytesMax
  for (const { name, method, checksum, packedBytes, at } of directoryOf(archive)) {
    if (!wanted(name)) continue
    const content = unpack(packed(archive, at, packedBytes), method, left)
    // A byte changed on the way may still unpack and parse, as another amount.
    if (checksumOf(content) !== checksum) throw new ZipUnreadable('checksum')
    left -= content.length
    entries.set(name, content)
  }
  return entries
}

/**
 * How many bytes the accepted entries come to, counted while they are unpacked and thrown away: what
 * an archive declares proves nothing. Stops as soon as it is more than `bytesMax`. Throws
 * ZipUnreadable where a byte of them was changed on the way.
 */
export async function unpackedBytes(archive: Buffer, wanted: (name: string) => boolean, bytesMax: number): Promise<number> {
  let bytes = 0
  for (const { name, method, checksum, packedBytes, at } of directoryOf(archive)) {
    if (!wanted(name)) continue
    let found = 0
    for await (const part of unpacking(packed(archive, at, packedBytes), method)) {
      bytes += part.length
      if (bytes > bytesMax) return bytes
      found = checksumOf(part, found)
    }
    if (found !== checksum) throw new ZipUnreadable('checksum')
  }
  return bytes
}

async function* unpacking(bytes: Buffer, method: number): AsyncGenerator<Buffer> {
  if (method === STORED) return yield bytes
  if (method !== DEFLATED) throw new ZipUnreadable(`method ${method}`)
  const inflating = createInflateRaw()
  inflating.end(bytes)
  yield* inflating as AsyncIterable<Buffer>
}

type Listed = { readonly name: string; readonly method: number; readonly checksum: number; readonly packedBytes: number; readonly at: number }

function directoryOf(archive: Buffer): readonly Listed[] {
  const end = endOf(archive)
  const count = archive.readUInt16LE(end + 10)
  if (count > ENTRIES_MAX) throw new ZipTooLarge(`${count} entries`)
  const listed: Listed[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new ZipUnreadable('directory')
    const nameBytes = archive.readUInt16LE(at + 28)
    listed.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameBytes).replace(/^\//, ''),
      method: archive.readUInt16LE(at + 10),
      checksum: archive.readUInt32LE(at + 16),
      packedBytes: archive.readUInt32LE(at + 20),
      at: archive.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return listed
}

function endOf(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - END_BYTES - COMMENT_BYTES_MAX)
  for (let at = archive.length - END_BYTES; at >= lowest; at -= 1) if (archive.readUInt32LE(at) === END_OF_DIRECTORY) return at
  throw new ZipUnreadable('no directory')
}

function packed(archive: Buffer, at: number, bytes: number): Buffer {
  if (at + 30 > archive.length || archive.readUInt32LE(at) !== LOCAL_ENTRY) throw new ZipUnreadable('entry')
  const start = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28)
  if (start + bytes > archive.length) throw new ZipUnreadable('cut off')
  return archive.subarray(start, start + bytes)
}

function unpack(bytes: Buffer, method: number, bytesMax: number): Buffer {
  if (method === STORED) {
    if (bytes.length > bytesMax) throw new ZipTooLarge('stored')
    return bytes
  }
  if (method !== DEFLATED) throw new ZipUnreadable(`method ${method}`)
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, bytesMax) })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new ZipTooLarge('inflated')
    throw new ZipUnreadable('inflate')
  }
}

const CHECKSUM_OF_BYTE = Int32Array.from({ length: 256 }, (_, byte) => {
  let checksum = byte
  for (let bit = 0; bit < 8; bit += 1) checksum = checksum & 1 ? (checksum >>> 1) ^ 0xedb88320 : checksum >>> 1
  return checksum
})
/** CRC-32 as zip files carry it, of some bytes or of more after those before. */
function checksumOf(content: Buffer, before = 0): number {
  let checksum = before ^ -1
  for (const byte of content) checksum = (CHECKSUM_OF_BYTE[(checksum ^ byte) & 0xff] ?? 0) ^ (checksum >>> 8)
  return (checksum ^ -1) >>> 0
}

/** An archive of the entries as they are, unpacked. */
export function zipStored(entries: Entries): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of entries) {
    const nameBytes = Buffer.from(name)
    const facts = Buffer.alloc(12)
    facts.writeUInt32LE(checksumOf(content), 0)
    facts.writeUInt32LE(content.length, 4)
    facts.writeUInt32LE(content.length, 8)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(LOCAL_ENTRY, 0)
    facts.copy(local, 14)
    local.writeUInt16LE(nameBytes.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(DIRECTORY_ENTRY, 0)
    facts.copy(entry, 16)
    entry.writeUInt16LE(nameBytes.length, 28)
    entry.writeUInt32LE(at, 42)
    parts.push(local, nameBytes, content)
    directory.push(entry, nameBytes)
    at += local.length + nameBytes.length + content.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(END_OF_DIRECTORY, 0)
  end.writeUInt16LE(entries.size, 8)
  end.writeUInt16LE(entries.size, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, listing, end])
}
