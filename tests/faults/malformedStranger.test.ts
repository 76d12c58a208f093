import { staffContract } from '@contract/contract/staff'
import { COMMUNITY, HOUSEHOLDS } from '../town'
import { openMalformedTown } from './malformedTown'

/** For all that one action is fed, on a machine that does other things too. */
const PATIENCE_MS = 90_000

describe('malformed asks of a stranger, through the real functions', () => {
  let world: Awaited<ReturnType<typeof openMalformedTown>>
  beforeAll(async () => {
    world = await openMalformedTown()
  }, 60_000)
  afterAll(() => world?.stop())

  it.each(Object.keys(staffContract))('F48 P40 %s refuses in words, tells nothing and writes nothing', (action) =>
    world.feed({ who: 'stranger', openid: 'stranger', action, own: COMMUNITY, ids: [...world.foreign, world.mine.accountId] }), PATIENCE_MS)

  it('has something to be told', () => {
    expect(world.secrets.stranger).toContain(HOUSEHOLDS[0]?.name)
  })
})
