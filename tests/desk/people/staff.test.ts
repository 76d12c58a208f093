import { NOTE, openTown, type Said, STAFF, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown()
}, 60_000)
afterAll(() => town.close())

const refusalOf = (said: Said<unknown>) => (said.ok ? 'accepted' : said.refusal)
const ask = async (openid: string, action: string, question: object) => refusalOf(await town.staff(openid, action, question))
const joins = async (openid: string, roles: string[], by = 'oChen') => {
  const invited = await town.staff<{ code: string }>(by, 'staff.invite', { communityId: 'c1', name: openid, roles })
  if (!invited.ok) throw new Error(invited.refusal)
  const bound = await town.resident(openid, 'bind.invited', { code: invited.value.code })
  if (!bound.ok) throw new Error(bound.refusal)
}

describe('who may', () => {
  const OK = 'accepted'
  const NO = 'ROLE_NOT_ALLOWED'
  const ELSEWHERE = 'BUILDING_NOT_YOURS'
  it.each<[string, object, Record<string, string>]>([
    ['account.reveal', { accountId: 'a101', purpose: '核对户主' }, { oChen: OK, oFang: OK, oCai: OK, oGuan: OK, oJi: NO }],
    ['account.reveal', { accountId: 'a201', purpose: '核对户主' }, { oChen: OK, oFang: OK, oCai: ELSEWHERE, oGuan: ELSEWHERE, oJi: NO }],
    ['account.show', { accountId: 'a201' }, { oChen: OK, oFang: OK, oCai: ELSEWHERE, oGuan: ELSEWHERE, oJi: OK }],
    ['invite.issue', { accountId: 'a101', relation: 'owner' }, { oChen: OK, oFang: NO, oCai: NO, oGuan: NO, oJi: NO }],
    ['staff.list', { communityId: 'c1' }, { oChen: OK, oFang: NO, oCai: NO, oGuan: NO, oJi: NO }],
    ['staff.invite', { communityId: 'c1', name: '新人', roles: ['collector'] }, { oChen: OK, oFang: NO, oCai: NO, oGuan: NO, oJi: NO }],
    ['staff.revoke', { staffId: 'c1:oNobodyYet' }, { oChen: 'STAFF_NOT_FOUND', oFang: 'STAFF_NOT_FOUND' }],
    ['staff.revoke', { staffId: 'c1:oJi' }, { oFang: NO, oCai: NO, oGuan: NO, oJi: NO }],
  ])('%s %j', async (action, question, expected) => {
    const answers = await Promise.all(Object.keys(expected).map(async (openid) => [openid, await ask(openid, action, question)]))
    expect(Object.fromEntries(answers)).toEqual(expected)
  })

  it('nobody from outside, and no manager in another community', async () => {
    for (const openid of ['oStranger', 'oChen']) {
      expect(await ask(openid, 'staff.list', { communityId: 'c2' })).toBe('NOT_STAFF')
      expect(await ask(openid, 'account.reveal', { accountId: 'b101', purpose: '好奇' })).toBe('NOT_STAFF')
      expect(await ask(openid, 'staff.list', { communityId: 'c9' })).toBe('NOT_STAFF')
    }
    expect(await ask('oChen', 'account.reveal', { accountId: 'no-such', purpose: '核对' })).toBe('ACCOUNT_NOT_FOUND')
  })

  it('the openid comes from the platform: one in the question is malformed', async () => {
    expect(await ask('oStranger', 'staff.list', { communityId: 'c1', openid: 'oChen' })).toBe('ASK_MALFORMED')
    expect(refusalOf(await town.cloud.call<Said>('staff', undefined, 'staff.list', { communityId: 'c1' }))).toBe('NOT_SIGNED_IN')
  })
})

describe('a look at a whole number', () => {
  it('is written down with its purpose before it is answered, without the number', async () => {
    const said = await town.staff<{ phones: string[] }>('oCai', 'account.reveal', { accountId: 'a101', purpose: '约上门时间' })
    expect(said).toEqual({ ok: true, value: { phones: ['13800000001'] } })
    const rows = (await town.store.find('audit', { where: { communityId: 'c1' }, limit: 1000 })).filter(({ by }) => by === 'oCai')
    expect(rows.at(-1)).toMatchObject({ act: 'account.reveal', on: 'a101', detail: '约上门时间' })
    expect(JSON.stringify(rows)).not.toContain('13800000001')
  })

  it('without a purpose there is none', async () => {
    expect(await ask('oCai', 'account.reveal', { accountId: 'a101', purpose: '  ' })).toBe('ASK_MALFORMED')
    expect(await ask('oCai', 'account.reveal', { accountId: 'a101' })).toBe('ASK_MALFORMED')
  })

  it('refused is not written down as a look', async () => {
    const before = await town.store.count('audit', { communityId: 'c1' })
    await ask('oJi', 'account.reveal', { accountId: 'a101', purpose: '核对' })
    await ask('oStranger', 'account.reveal', { accountId: 'a101', purpose: '核对' })
    expect(await town.store.count('audit', { communityId: 'c1' })).toBe(before)
  })

  it('elsewhere staff see it masked, and their own notes', async () => {
    const shown = await town.staff<{ phonesMasked: string[]; notes: string[] }>('oCai', 'account.show', { accountId: 'a101' })
    expect(shown.ok && [shown.value.phonesMasked, shown.value.notes]).toEqual([['138****0001'], [NOTE]])
  })
})

describe('the roster', () => {
  it('takes a member in with the roles and buildings of the invitation, on record', async () => {
    const invited = await town.staff<{ code: string }>('oChen', 'staff.invite', {
      communityId: 'c1', name: '小周', roles: ['collector', 'collector', 'steward'], buildings: ['2栋'],
    })
    expect(await town.resident('oZhou', 'bind.invited', { code: invited.ok ? invited.value.code : '' })).toEqual({
      ok: true, value: { account: null, staff: { communityId: 'c1', community: '金桂花园', roles: ['collector', 'steward'] } },
    })
    const roster = await town.staff<{ staff: { staffId: string; name: string; buildings: string[] }[] }>('oChen', 'staff.list', { communityId: 'c1' })
    expect(roster.ok && roster.value.staff.find(({ staffId }) => staffId === 'c1:oZhou')).toMatchObject({ name: '小周', buildings: ['2栋'] })
    const mine = await town.resident<{ staff: object[] }>('oZhou', 'me.show')
    expect(mine.ok && mine.value.staff).toEqual([{ communityId: 'c1', community: '金桂花园', roles: ['collector', 'steward'] }])
    expect(await ask('oZhou', 'account.show', { accountId: 'a201' })).toBe('accepted')
    const rows = await town.store.find('audit', { where: { communityId: 'c1' }, limit: 1000 })
    expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(['staff.invite', 'staff.join', 'invite.issue']))
  })

  it('F44 lets nobody in who was taken off it, from that second on', async () => {
    expect(await ask('oChen', 'staff.revoke', { staffId: 'c1:oZhou' })).toBe('accepted')
    for (const [action, question] of [
      ['account.show', { accountId: 'a201' }], ['account.reveal', { accountId: 'a201', purpose: '核对' }], ['staff.list', { communityId: 'c1' }],
    ] as const) expect(await ask('oZhou', action, question)).toBe('NOT_STAFF')
    expect(await ask('oChen', 'staff.revoke', { staffId: 'c1:oZhou' })).toBe('STAFF_NOT_FOUND')
  })

  it('takes somebody back with the new roles only', async () => {
    await joins('oZhou', ['auditor'])
    const mine = await town.resident<{ staff: { roles: string[] }[] }>('oZhou', 'me.show')
    expect(mine.ok && mine.value.staff[0]?.roles).toEqual(['auditor'])
  })
})

describe('F49 the last manager', () => {
  it('cannot be removed, by themselves or by a code that gives less', async () => {
    expect(await ask('oChen', 'staff.revoke', { staffId: 'c1:oChen' })).toBe('LAST_MANAGER')
    await joins('oChen', ['collector'])
    const mine = await town.resident<{ staff: { roles: string[] }[] }>('oChen', 'me.show')
    expect(mine.ok && mine.value.staff[0]?.roles).toEqual(['manager', 'collector'])
  })

  it('is never lost when two managers remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      await joins('oRival', ['manager'])
      const said = await Promise.all([
        ask('oChen', 'staff.revoke', { staffId: 'c1:oRival' }),
        ask('oRival', 'staff.revoke', { staffId: 'c1:oChen' }),
      ])
      expect(said.filter((one) => one === 'accepted')).toHaveLength(1)
      const roster = await town.store.find('staff', { where: { communityId: 'c1', state: 'active' }, limit: 100 })
      const left = roster.filter(({ roles }) => roles.includes('manager'))
      expect(left).toHaveLength(1)
      const winner = left[0]?.openid ?? ''
      if (winner !== 'oChen') {
        await joins('oChen', ['manager'], winner)
        expect(await ask('oChen', 'staff.revoke', { staffId: `c1:${winner}` })).toBe('accepted')
      }
    }
  })

  it('is never lost when two managers leave at the same moment', async () => {
    await joins('oRival', ['manager'])
    const said = await Promise.all(['oChen', 'oRival'].map((openid) => ask(openid, 'staff.revoke', { staffId: `c1:${openid}` })))
    expect(said.sort()).toEqual(['LAST_MANAGER', 'accepted'])
  })
})

it('everybody on the roster of this town has a role of roles.md', () => {
  expect(Object.values(STAFF).flatMap(({ roles }) => roles).sort()).toEqual(['auditor', 'collector', 'finance', 'manager', 'steward'])
})
