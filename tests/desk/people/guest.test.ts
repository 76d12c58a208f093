import type { Day } from '@contract/calendar'
import type { Notice } from '@core/store/records'
import { found } from '../../../local/estate/founding'
import { COMMUNITY, HOUSEHOLDS, openTown, type Town, value } from '../../town'

/** What a stranger may see, and the notices that a manager puts there. */
const TODAY = '2026-07-01' as Day
const LAST = '2026-07-10' as Day
const WORDS = { communityId: COMMUNITY, title: '电梯保养', text: '7月3日上午保养2号电梯，请走1号电梯。', from: TODAY, to: LAST }

let town: Town
beforeAll(async () => {
  town = await openTown()
  await town.bill('2026-07')
}, 60_000)
afterAll(() => town.stop())

const guest = async (openid = 'stranger', ask = {}) => value(await town.resident(openid, 'guest.show', ask))
const post = (openid: string, changed: Partial<typeof WORDS> = {}) => town.staffed(openid, 'notice.post', { ...WORDS, ...changed })
const refusalOf = (reply: { ok: boolean; refusal?: string }) => (reply.ok ? 'accepted' : reply.refusal)

describe('a guest', () => {
  it('sees the company, its telephone, the published prices and a sample bill worked out by them', async () => {
    const { community, communities, tariffs, sample } = await guest()
    expect(communities).toEqual([{ communityId: COMMUNITY, name: '测试里' }])
    expect(community).toEqual({ communityId: COMMUNITY, name: '测试里', company: '测试里物业', counterPhone: '0571-5550111' })
    expect(tariffs).toEqual([{
      title: '物业服务费', says: '物业服务费 2 元/㎡·月', basis: '物业服务合同第六条', publishedOn: TODAY, effectiveFrom: expect.any(String),
    }])
    // 89.50 m² at 2 yuan.
    expect(sample).toMatchObject({ period: '2026-07', amount: 179_00, payee: '测试里物业', tariff: { basis: '物业服务合同第六条' } })
  })

  it('sees no price that is only a draft', async () => {
    const draft = { communityId: COMMUNITY, item: 'parking', kind: 'flat', price: '300', effectiveFrom: TODAY } as const
    value(await town.staffed(town.staff.finance, 'tariff.draft', draft))
    expect(JSON.stringify(await guest())).not.toContain('停车')
  })

  it('P40 sees never a debt, a name, a number or a room of anybody, bound or not', async () => {
    const { openid } = await town.moveIn('101')
    for (const who of ['stranger', openid]) {
      const told = JSON.stringify(await guest(who))
      for (const { name, phone, room } of HOUSEHOLDS) {
        for (const secret of [name, phone, `单元${room}`, '200.00', '40000', '20000']) expect(told).not.toContain(secret)
      }
    }
  })

  it('is told of a community that is not there, with what to do', async () => {
    expect(await town.resident('stranger', 'guest.show', { communityId: 'c-nowhere' })).toMatchObject({ refusal: 'COMMUNITY_NOT_FOUND' })
  })
})

describe('公告', () => {
  it('are read by guests and on the first screen, from the first to the last of their days', async () => {
    const { noticeId } = value(await post(town.staff.manager))
    const coming = value(await post(town.staff.manager, { title: '明天的事', from: '2026-07-02' as Day }))
    expect((await guest()).notices).toEqual([{ noticeId, title: WORDS.title, text: WORDS.text, from: TODAY, to: LAST }])
    const { openid } = await town.moveIn('102')
    expect(value(await town.resident(openid, 'home.show', {})).banner).toEqual({ says: `电梯保养：${WORDS.text}`, communityId: COMMUNITY })
    const listed = value(await town.staffed(town.staff.manager, 'notice.list', { communityId: COMMUNITY })).notices
    expect(listed.map((one) => [one.noticeId, one.state])).toEqual(expect.arrayContaining([[noticeId, 'current'], [coming.noticeId, 'coming']]))
  })

  it('posted twice are one; withdrawn, nobody reads them, and they may be posted again', async () => {
    const { noticeId } = value(await post(town.staff.manager))
    expect(value(await post(town.staff.manager)).noticeId).toBe(noticeId)
    expect(await town.look<Notice>('notices', { _id: noticeId })).toHaveLength(1)
    value(await town.staffed(town.staff.manager, 'notice.withdraw', { noticeId }))
    value(await town.staffed(town.staff.manager, 'notice.withdraw', { noticeId }))
    expect((await guest()).notices).toEqual([])
    expect(value(await town.resident('owner-102', 'home.show', {})).banner).toBeUndefined()
    expect(await town.look('audit', { act: 'notice.withdraw' })).toHaveLength(1)
    value(await post(town.staff.manager))
    expect((await guest()).notices.map((one) => one.noticeId)).toEqual([noticeId])
  })

  it.each([
    ['a threat', { text: '请尽快缴费，否则停水停电' }, 'NOTICE_WORDS'],
    ['a word that residents do not read', { title: '催缴通知' }, 'NOTICE_WORDS'],
    ['a list of shame', { text: '现公示欠费名单' }, 'NOTICE_WORDS'],
    ['an end before its beginning', { from: '2026-07-09' as Day, to: '2026-07-08' as Day }, 'NOTICE_DAYS'],
    ['an end that has passed', { from: '2026-06-01' as Day, to: '2026-06-30' as Day }, 'NOTICE_DAYS'],
  ])('with %s are refused', async (_what, changed, refusal) => {
    expect(refusalOf(await post(town.staff.manager, changed))).toBe(refusal)
  })

  it('say which words may not stand in them', async () => {
    const { title, communityId } = WORDS
    const check = await town.staffed(town.staff.manager, 'notice.check', { communityId, title, text: '逾期不缴将停水' })
    expect(value(check).forbidden.sort()).toEqual(['停水', '逾期'].sort())
    expect(value(await town.staffed(town.staff.manager, 'notice.check', { communityId, title, text: '7月3日供水检修' })).forbidden).toEqual([])
  })

  it('P40 are the manager’s alone', async () => {
    const [notice] = await town.look<Notice>('notices')
    for (const openid of [town.staff.finance, town.staff.collector, 'stranger']) {
      const expected = openid === 'stranger' ? 'NOT_STAFF' : 'ROLE_NOT_ALLOWED'
      expect(refusalOf(await post(openid))).toBe(expected)
      expect(refusalOf(await town.staffed(openid, 'notice.withdraw', { noticeId: notice?._id ?? '' }))).toBe(expected)
      expect(refusalOf(await town.staffed(openid, 'notice.list', { communityId: COMMUNITY }))).toBe(expected)
    }
    expect(refusalOf(await town.staffed(town.staff.manager, 'notice.withdraw', { noticeId: 'notice-none' }))).toBe('NOTICE_NOT_FOUND')
  })
})

describe('several communities', () => {
  it('are named, and none is shown until one is chosen', async () => {
    await found(town.cloud, { communityId: 'c-other', name: '银杏苑', companyName: '银杏物业', counterPhone: '0571-5550222' })
    const { communities, community, tariffs, notices, sample } = await guest()
    expect(communities.map(({ name }) => name).sort()).toEqual(['测试里', '银杏苑'].sort())
    expect([community, tariffs, notices]).toEqual([null, [], []])
    expect(sample.payee).toBe('示例物业公司')
    expect((await guest('stranger', { communityId: 'c-other' })).community?.counterPhone).toBe('0571-5550222')
  })
})
