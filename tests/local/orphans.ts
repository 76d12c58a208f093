import { join } from 'node:path'
import { testWorld } from './gatewayWorld'
import { writeFunction } from './tiny'

/** A whole cloud with one instance stopped and one at work, which waits to be killed (gatewayClock.test.ts). */
async function main(): Promise<void> {
  const world = testWorld()
  writeFunction(join(world.dir, 'functions'), 'staff', 'async () => { await new Promise(() => undefined) }')
  const cloud = await world.start()
  await cloud.call('resident', 'ann', 'any')
  void cloud.call('staff', 'ann', 'any').catch(() => undefined)
  const timer = setInterval(() => {
    const [resident, staff] = cloud.pool.state().map(({ instances }) => instances[0])
    if (resident?.state !== 'idle' || staff?.state !== 'busy') return
    clearInterval(timer)
    process.stdout.write(JSON.stringify([resident.pid, staff.pid, cloud.database.pid()]))
  }, 20)
}
void main()
