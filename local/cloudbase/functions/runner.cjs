// One instance of a cloud function, as the platform keeps it: a process that has required the bundle
// once, runs one invocation at a time, and does nothing at all between two of them.
//
// Plain JavaScript, because a loader for TypeScript would cost each start more than the function does.
//
// Frames on both pipes: four bytes of length (big endian), one letter, then UTF-8 JSON.
//   in  (fd 3)  c {event, context, clock: {offsetMs} | {standingAtMs}}
//   out (fd 4)  r null            the bundle is loaded
//               v <value>         what main returned
//               e {name, message, stack}   what main threw; the instance lives on
//               f {name, message, stack}   the bundle could not be loaded; the instance ends
'use strict'
const fs = require('node:fs')

const CALLS = 3
const ANSWERS = 4
const HEADER_BYTES = 5

function readExactly(bytes) {
  const buffer = Buffer.allocUnsafe(bytes)
  let have = 0
  while (have < bytes) {
    const got = fs.readSync(CALLS, buffer, have, bytes - have, null)
    if (got === 0) process.exit(0) // Whoever started this instance is gone.
    have += got
  }
  return buffer
}

function readCall() {
  const header = readExactly(HEADER_BYTES)
  return JSON.parse(readExactly(header.readUInt32BE(0) - 1).toString('utf8'))
}

function writeFrame(letter, value) {
  const text = Buffer.from(JSON.stringify(value) ?? 'null')
  const frame = Buffer.allocUnsafe(HEADER_BYTES + text.length)
  frame.writeUInt32BE(text.length + 1, 0)
  frame.write(letter, 4, 'latin1')
  text.copy(frame, HEADER_BYTES)
  for (let done = 0; done < frame.length;) done += fs.writeSync(ANSWERS, frame, done)
}

function inWords(error) {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' }
  return { name: error.name, message: error.message, stack: error.stack ?? '' }
}

/** Lets sockets that died while the instance stood still be noticed before the function uses them. */
const oneTurn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

function setClock(clock) {
  const offsetMs = clock.standingAtMs === undefined ? clock.offsetMs : clock.standingAtMs - Date.now()
  process.env.NUANCUI_CLOCK_OFFSET_MS = String(offsetMs)
}

function load(file) {
  try {
    const { main } = require(file)
    if (typeof main !== 'function') throw new Error(`${file} exports no function called main`)
    return main
  } catch (error) {
    writeFrame('f', inWords(error))
    process.exit(1)
  }
}

async function serve(file) {
  const main = load(file)
  writeFrame('r', null)
  for (;;) {
    // Blocking on purpose: until the next call comes, no timer, promise or socket of the last one moves.
    const call = readCall()
    await oneTurn()
    setClock(call.clock)
    try {
      const value = await main(call.event, call.context)
      writeFrame('v', value)
    } catch (error) {
      writeFrame('e', inWords(error))
    }
  }
}

// A function that waits for something which never comes must run into its time limit, as it would on
// the platform, and not end because Node finds nothing left to do.
setInterval(() => undefined, 0x7fffffff)
void serve(process.argv[2])
