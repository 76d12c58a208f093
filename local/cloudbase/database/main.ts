import { parseArgs } from 'node:util'
import { claimFolder } from './guard'
import { messageOf } from './refusal'
import { startServer } from './server'

/**
 * The database as a process of its own: `--dir FOLDER [--port N] [--indexes FILE]`. Says
 * `{"ready":true,"port":N}` on standard output, and to its parent, once it serves; ends when its
 * parent does, so that no test and no stopped cloud leaves one behind.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string' },
      port: { type: 'string', default: '0' },
      indexes: { type: 'string' },
      'transaction-limit-ms': { type: 'string' },
      'lock-wait-ms': { type: 'string' },
      'no-flush': { type: 'boolean', default: false },
    },
  })
  const { dir, indexes } = values
  if (dir === undefined) throw new Error('--dir FOLDER is needed')
  const unclaim = await claimFolder(dir)
  const limit = values['transaction-limit-ms']
  const wait = values['lock-wait-ms']
  const server = await startServer({
    dir,
    port: Number(values.port),
    flush: !values['no-flush'],
    ...(indexes !== undefined && { indexesFile: indexes }),
    ...(limit !== undefined && { transactionLimitMs: Number(limit) }),
    ...(wait !== undefined && { lockWaitMs: Number(wait) }),
  })
  const stop = () => {
    unclaim()
    void server.close().finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop).once('disconnect', stop)
  // Ctrl-C in a terminal reaches every process of the group: the parent decides when this one ends.
  if (process.send) process.on('SIGINT', () => undefined)
  const ready = { ready: true, port: server.port }
  console.log(JSON.stringify(ready))
  process.send?.(ready)
}

main().catch((error: unknown) => {
  console.error(messageOf(error))
  process.exit(1)
})
