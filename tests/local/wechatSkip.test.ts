import { NOON, type World } from './wechatKit'
import { jump, noticeWorld } from './wechatNoticeKit'

const SECOND = 1000
const HOUR = 3600 * SECOND

const { get, paid } = noticeWorld()
let world: World
beforeEach(() => {
  world = get()
})

describe('a jump that skips what lies on its way', () => {
  it('loses the deliveries passed over, and the retry schedule goes on after them', async () => {
    world.merchant.answers = () => 500
    const no = await paid()
    world.wechat.skipDue(NOON + HOUR)
    // After 15 s, 30 s, 1 min, 4, 14, 34 min: six are lost, and the seventh comes 64 min after the payment.
    expect(world.wechat.nextDueMs()).toBe(NOON + 64 * 60 * SECOND)
    expect(world.letters.length).toBe(1)
    world.merchant.answers = () => 200
    await jump(world, NOON + 65 * 60 * SECOND)
    expect(await world.notices(no)).toMatchObject([{ state: 'accepted', attempts: 8 }])
    expect(world.letters.length).toBe(2)
  })

  it('gives up when the whole schedule was passed over', async () => {
    world.merchant.answers = () => 500
    const no = await paid()
    world.wechat.skipDue(NOON + 25 * HOUR)
    expect(world.wechat.nextDueMs()).toBeNull()
    expect(await world.notices(no)).toMatchObject([{ state: 'given_up' }])
    expect(world.letters.length).toBe(1)
  })
})
