import { residentContract } from '@contract/contract/resident'
import { HOUSEHOLDS } from '../town'
import { openMalformedTown } from './malformedTown'

/** For one action's five hundred, on a machine that does other things too. */
const PATIENCE_MS = 90_000

/** Ends the caller's own standing here: it is fed to somebody with nothing else to do, last. */
const LEAVES = 'privacy.erase'

describe('malformed asks of a resident, through the real functions', () => {
  let world: Awaited<ReturnType<typeof openMalformedTown>>
  beforeAll(async () => {
    world = await openMalformedTown()
  }, 60_000)
  afterAll(() => world?.stop())

  const actions = Object.keys(residentContract).filter((action) => action !== LEAVES)
  it.each(actions)('F48 P40 %s answers in words, tells nothing of others and writes nothing of theirs', (action) => {
    const { mine, foreign } = world
    return world.feed({ who: 'resident', openid: mine.openid, action, own: mine.accountId, ids: foreign })
  }, PATIENCE_MS)

  it(`F48 P40 ${LEAVES} answers in words, and forgets nobody else`, async () => {
    const leaver = await world.town.moveIn('103')
    await world.feedLeaver(LEAVES, leaver)
    expect(await world.town.look('bindings', { openid: leaver.openid })).toEqual([])
  }, PATIENCE_MS)

  it('has households to keep apart', () => {
    expect(world.secrets.resident).toContain(HOUSEHOLDS[1]?.name)
    expect(world.foreign.length).toBeGreaterThan(30)
  })
})
