import { execFileSync } from 'node:child_process'

/** What a PDF says, read by a reader that is not ours, in a process of its own: it is a module that a test's world cannot load. */
export type Read = { readonly text: string; readonly totalPages: number }

const READER = `
import { extractText, getDocumentProxy } from 'unpdf'
const parts = []
for await (const part of process.stdin) parts.push(part)
const read = await extractText(await getDocumentProxy(new Uint8Array(Buffer.concat(parts))), { mergePages: true })
process.stdout.write(JSON.stringify(read))
`

export function readPaper(bytes: Buffer): Read {
  const read = execFileSync(process.execPath, ['--input-type=module', '-e', READER], { input: bytes, maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(read.toString('utf8')) as Read
}
