import type { StaffAnswer } from '@contract/contract/staff'
import { COLLECTIONS } from '@core/store/indexes'
import { bill, day, NEVER } from '../../domain/collecting/facts'
import { COMMUNITY, marksOf, openTown, type Town } from './town'

/** The daily timer and the sweep, from the night's decision to the phone. */
type Preview = StaffAnswer<'dunning.preview'>
const TOLD_IN_MAY = { since: day('2023-04-30'), lastStage: 'T+7' as const, lastOn: day('2026-05-09') }

let town: Town
beforeAll(async () => {
  town = await openTown('2026-07-07T00:10:00+08:00')
  await town.settle([
    { id: '101', open: [bill('2026-06-30', 123_45)] }, // seven days overdue
    { id: '102', open: [bill('2026-07-31', 50_00)] }, // just issued
    { id: '103', open: [bill('2026-07-14')], more: { reminded: { ...NEVER, courtesy: ['2026-07-14:issued'] } } }, // a week before
    { id: '104', open: [bill('2026-07-05')] }, // two days overdue: nothing yet
    { id: '105', open: [bill('2026-06-30')] }, // nobody bound
    { id: '106', open: [bill('2026-06-30')] }, // bound, no accept
    { id: 's01', open: [bill('2026-07-06')], kind: 'commercial' },
    { id: '107', open: [bill('2026-06-30')] }, // the owner of 101 too
    { id: '108', open: [bill('2023-04-30'), bill('2026-07-31', 1_00)], more: { reminded: { ...NEVER, episode: TOLD_IN_MAY } } },
  ])
  await town.bind([
    { openid: 'oWang', accountId: '101', accepts: 2 }, { openid: 'oWang', accountId: '107', accepts: 0 }, { openid: 'oLi', accountId: '102' },
    { openid: 'oZhao', accountId: '103' }, { openid: 'oQian', accountId: '104' }, { openid: 'oSun', accountId: '106', accepts: 0 },
    { openid: 'oShop', accountId: 's01', relation: 'company' }, { openid: 'oOld', accountId: '108' },
  ])
}, 120_000)
afterAll(() => town.close())

const arrived = async (openid: string) => (await town.inbox(openid)).map(({ lines }) => lines.map(({ value }) => value).join(' | '))

describe('a day of reminders', () => {
  it('is decided at night and sent after nine, to those whose stage has come', async () => {
    await town.at('2026-07-07T00:30:00')
    await town.daily()
    await town.sweep()
    expect(await arrived('oWang')).toEqual([])
    await town.at('2026-07-07T08:59:00')
    await town.sweep()
    expect(await arrived('oLi')).toEqual([])
    // F24 a person's run sees what the night has queued, and does not spend a second accept on it.
    const seen = await town.staff<Preview>('oManager', 'dunning.preview', { communityId: COMMUNITY })
    const queued = seen.ok ? seen.value.skipped.filter(({ code }) => code === 'ALREADY_TODAY') : []
    expect(queued.map(({ accountId }) => accountId).sort()).toEqual(['101', '102', '103', '107', 's01'])

    await town.at('2026-07-07T09:00:00')
    await town.sweep()
    expect(await arrived('oWang')).toEqual(['1栋101 | ¥123.45 | 2026年6月30日 | 共1笔待缴，已过缴费日'])
    expect(await arrived('oLi')).toEqual(['1栋102 | ¥50.00 | 2026年7月31日 | 新账单已出，共1笔待缴'])
    expect(await arrived('oZhao')).toEqual(['1栋103 | ¥100.00 | 2026年7月14日 | 还有7天到缴费日，共1笔待缴'])
    expect(await arrived('oShop')).toEqual(['1栋s01 | ¥100.00 | 2026年7月6日 | 共1笔待缴，已过缴费日'])
    // A debt of three years, told of before, and a new bill: it still hears of the new one.
    expect(await arrived('oOld')).toEqual(['1栋108 | ¥101.00 | 2026年7月31日 | 共2笔待缴，1笔已过缴费日'])
  })

  it('F26 nobody is told of an overdue bill before seven days have passed since its due day', async () => {
    expect(await arrived('oQian')).toEqual([])
  })

  it('one person gets one reminder a day, however many accounts and accepts', async () => {
    expect(await arrived('oWang')).toHaveLength(1)
    const other = await town.messages('107')
    expect(other.map(({ state, why }) => [state, why])).toEqual([['skipped', 'PERSON_CAP']])
  })

  it('what was said is remembered with the account, and the contact counted', async () => {
    const account = await town.store.get('accounts', '101')
    expect(account?.reminded.episode).toEqual({ since: '2026-06-30', lastStage: 'T+7', lastOn: '2026-07-07' })
    expect(account?.nextActOn).toBeNull()
    expect(await town.store.count('contacts', { communityId: COMMUNITY, day: '2026-07-07' as never })).toBe(5)
  })

  it('F24 no accept is spent twice: accepted = quota + used + void for everybody', async () => {
    for (const openid of ['oWang', 'oLi', 'oZhao', 'oShop', 'oOld']) {
      const consent = await town.store.get('consents', `${openid}:bill_due`)
      if (!consent) throw new Error(openid)
      expect(consent.accepted).toBe(consent.quota + consent.used + consent.voided)
      expect([consent.used, consent.held]).toEqual([1, []])
    }
  })

  it('a timer fired again, and a sweep, send nothing twice', async () => {
    await town.daily()
    await town.sweep()
    await town.daily()
    for (const openid of ['oWang', 'oLi', 'oZhao', 'oShop']) expect(await town.inbox(openid)).toHaveLength(1)
  })
})

describe('F38 a day with nothing new', () => {
  it('writes nothing but the timer’s own row', async () => {
    await town.at('2026-07-07T21:30:00')
    await town.sweep()
    await town.at('2026-07-08T00:30:00')
    await town.daily()
    await town.at('2026-07-08T09:00:00')
    await town.sweep() // 107 has its turn today
    const quiet = COLLECTIONS.filter((name) => name !== 'duties')
    await town.at('2026-07-09T00:20:00')
    const before = await marksOf(town.cloud, quiet)
    await town.at('2026-07-09T00:30:00')
    // 105 and 106 are owed a reminder that cannot reach them, as they were yesterday and the day before.
    await town.daily()
    await town.sweep()
    expect(await marksOf(town.cloud, quiet)).toEqual(before)
    expect(await arrived('oWang')).toHaveLength(2)
  })

  it('an accept given meanwhile is used the next day, without anybody asking', async () => {
    await town.accept('oSun', 'bill_due')
    await town.at('2026-07-10T00:30:00')
    await town.daily()
    await town.at('2026-07-10T09:01:00')
    await town.sweep()
    expect(await arrived('oSun')).toEqual(['1栋106 | ¥100.00 | 2026年6月30日 | 共1笔待缴，已过缴费日'])
  })
})

describe('F23 silence', () => {
  it('is not taken for success: by noon 今日 says that nothing was sent', async () => {
    await town.accept('oQian', 'bill_due')
    await town.at('2026-07-12T00:30:00')
    await town.daily()
    await town.at('2026-07-12T12:01:00') // and no sweep ran
    const said = await town.staff<{ alarms: { says: string }[]; figures: object }>('oManager', 'today.show')
    if (!said.ok) throw new Error(said.refusal)
    expect(said.value.alarms.map(({ says }) => says)).toContain('今天没有发出任何提醒')
    expect(said.value.figures).toMatchObject({ sentToday: 0, waitingToSend: 1 })
  })

  it('a night without the timer is said too', async () => {
    await town.at('2026-07-13T08:00:00')
    const said = await town.staff<{ alarms: { says: string }[] }>('oManager', 'today.show')
    expect(said.ok && said.value.alarms.map(({ says }) => says)).toContain('今天的自动提醒没有运行')
  })
})
