import { decrypted, headerOf, type Letter, letterHolds, NOON, openWorld, type World } from './wechatKit'

const TWO_DAYS_MS = 2 * 24 * 3_600_000

/** Walks the world's clock from due instant to due instant, as the local cloud's jump does. */
export async function jump(world: World, toMs: number): Promise<void> {
  for (let due = world.wechat.nextDueMs(); due !== null && due <= toMs; due = world.wechat.nextDueMs()) {
    world.clock.ms = Math.max(world.clock.ms, due)
    await world.wechat.runDue(world.clock.ms)
  }
  world.clock.ms = toMs
}

/** One world for a file's tests, each at noon with a clean slate: no notice on its way, no fault. */
export function noticeWorld() {
  let world: World
  let serial = 0
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())
  beforeEach(async () => {
    await world.faults({ clear: true })
    world.merchant.answers = () => 200
    await jump(world, world.clock.ms + TWO_DAYS_MS)
    world.clock.ms = NOON
    world.letters.length = 0
  })
  return {
    get: () => world,
    /** A fresh order, touched; returns its number. */
    async paid(more: object = {}, outcome = 'success', where = world): Promise<string> {
      serial += 1
      const no = `L2026${String(serial).padStart(6, '0')}`
      await where.place(no, more)
      await where.touch(no, outcome)
      return no
    },
    says: (letter: Letter) => decrypted(world.env, letter),
    signatures: () => world.letters.map((letter) => letterHolds(world.env, letter)),
    stamps: () => world.letters.map((letter) => Number(headerOf(letter, 'timestamp'))),
  }
}
