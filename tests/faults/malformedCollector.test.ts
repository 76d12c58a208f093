import { staffContract } from '@contract/contract/staff'
import { COMMUNITY, HOUSEHOLDS } from '../town'
import { openMalformedTown } from './malformedTown'

/** For all that one action is fed, on a machine that does other things too. */
const PATIENCE_MS = 90_000

describe('malformed asks of a collector, through the real functions', () => {
  let world: Awaited<ReturnType<typeof openMalformedTown>>
  beforeAll(async () => {
    world = await openMalformedTown()
  }, 60_000)
  afterAll(() => world?.stop())

  it.each(Object.keys(staffContract))('F48 P40 %s answers in words, tells nothing of another building and writes nothing', (action) =>
    world.feed({ who: 'collector', openid: world.town.staff.collector, action, own: COMMUNITY, ids: world.elsewhere }), PATIENCE_MS)

  it('has buildings to keep apart', () => {
    expect(world.secrets.collector).toContain(HOUSEHOLDS[4]?.phone)
  })
})
