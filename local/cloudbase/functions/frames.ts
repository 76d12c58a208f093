import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'

/** The parent's half of the pipes that runner.cjs describes. */
const HEADER_BYTES = 5
const LENGTH_BYTES = 4

export function callFrame(eventText: string, context: object, clock: object): Buffer {
  // The event is already JSON text: parsing it here only to write it again would double the work.
  const body = Buffer.from(
    `{"event":${eventText},"context":${JSON.stringify(context)},"clock":${JSON.stringify(clock)}}`,
  )
  const header = Buffer.allocUnsafe(HEADER_BYTES)
  header.writeUInt32BE(body.length + HEADER_BYTES - LENGTH_BYTES, 0)
  header.write('c', LENGTH_BYTES, 'latin1')
  return Buffer.concat([header, body])
}

export function onFrames(stream: Readable, handle: (letter: string, body: Buffer) => void): void {
  let parts: Buffer[] = []
  let have = 0
  stream.on('data', (part: Buffer) => {
    parts.push(part)
    have += part.length
    // Parts are joined only when a frame is whole, so an answer of 6 MB is copied once.
    while (have >= HEADER_BYTES && have >= frameBytes(parts)) {
      const all = Buffer.concat(parts)
      const end = frameBytes([all])
      parts = [all.subarray(end)]
      have = all.length - end
      handle(String.fromCharCode(all[LENGTH_BYTES] ?? 0), all.subarray(HEADER_BYTES, end))
    }
  })
}

function frameBytes(parts: readonly Buffer[]): number {
  const header = parts[0] && parts[0].length >= LENGTH_BYTES ? parts[0] : Buffer.concat(parts)
  return header.readUInt32BE(0) + LENGTH_BYTES
}

/** Passes on each line that a function prints; answers the last one that names an error. */
export function gatherLines(child: ChildProcess, log: (line: string) => void): () => string {
  let last = ''
  for (const stream of [child.stdout, child.stderr]) {
    let open = ''
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (open + text).split('\n')
      open = lines.pop() ?? ''
      for (const line of lines) {
        if (/^\w*Error\b/.test(line)) last = line
        log(line)
      }
    })
  }
  return () => last
}
