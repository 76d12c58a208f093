import { invitationId } from '@core/desk/people/ids'
import { openTown, operatorsInvitation, type Said, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown()
}, 60_000)
afterAll(() => town.close())

type Code = { code: string; expiresAt: string }
const refusalOf = (said: Said<unknown>) => (said.ok ? 'accepted' : said.refusal)
const issued = async (accountId: string, relation: string): Promise<string> => {
  const said = await town.staff<Code>('oChen', 'invite.issue', { accountId, relation })
  if (!said.ok) throw new Error(said.refusal)
  return said.value.code
}
const use = (openid: string, code: string) => town.resident(openid, 'bind.invited', { code })

describe('an invitation to an account', () => {
  it('binds without phone and without privacy consent: the way in for those who gave neither', async () => {
    const code = await issued('a201', 'owner')
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
    expect(await use('oLi', ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toEqual({
      ok: true, value: { account: { accountId: 'a201', label: '2栋1单元201', community: '金桂花园', relation: 'owner' }, staff: null },
    })
    expect((await town.resident('oLi', 'home.show')).ok).toBe(true)
  })

  it('is for one person alone, however many come at once', async () => {
    const code = await issued('a101', 'family')
    const said = await Promise.all(Array.from({ length: 10 }, (_, i) => use(`oRush${i}`, code)))
    expect(said.filter(({ ok }) => ok)).toHaveLength(1)
    expect(said.filter((one) => refusalOf(one) === 'INVITATION_INVALID')).toHaveLength(9)
    expect(await town.store.count('bindings', { accountId: 'a101', state: 'active' })).toBe(1)
  })

  it('answers the same person again, whose first answer was lost, but not after they were shut out', async () => {
    const code = await issued('a101', 'family')
    const first = await use('oTwice', code)
    expect(await use('oTwice', code)).toEqual(first)
    const [binding] = await town.store.find('bindings', { where: { openid: 'oTwice', state: 'active' }, limit: 1 })
    await town.store.setIf('bindings', binding?._id ?? '', { state: 'active' }, { state: 'revoked' })
    expect(refusalOf(await use('oTwice', code))).toBe('INVITATION_INVALID')
  })

  it('never makes an owner see less, and stays good for whom it was meant', async () => {
    const code = await issued('a201', 'tenant')
    expect(await use('oLi', code)).toMatchObject({ ok: true, value: { account: { relation: 'owner' } } })
    expect(await use('oTenant', code)).toMatchObject({ ok: true, value: { account: { relation: 'tenant' } } })
  })

  it('makes a tenant family, with all that family sees', async () => {
    await use('oTenant', await issued('a201', 'family'))
    const [binding] = await town.store.find('bindings', { where: { openid: 'oTenant', state: 'active' }, limit: 1 })
    expect(binding).toMatchObject({ relation: 'family', seesFrom: null })
  })

  it('ends with the post of whoever issued it', async () => {
    const invited = await town.staff<Code>('oChen', 'staff.invite', { communityId: 'c1', name: '周经理', roles: ['manager'] })
    await use('oZhou', invited.ok ? invited.value.code : '')
    const given = await town.staff<Code>('oZhou', 'invite.issue', { accountId: 'a101', relation: 'family' })
    expect((await town.staff('oChen', 'staff.revoke', { staffId: 'c1:oZhou' })).ok).toBe(true)
    expect(refusalOf(await use('oGuest', given.ok ? given.value.code : ''))).toBe('INVITATION_INVALID')
  })

  it('is kept as a digest: nobody reads a code in the database', async () => {
    const code = await issued('a101', 'family')
    const kept = await town.store.get('invitations', invitationId(code))
    expect(kept).not.toBeNull()
    expect(JSON.stringify(kept)).not.toContain(code)
  })
})

describe('a guess', () => {
  it('five wrong codes, and the right one does not help within the hour', async () => {
    const code = await issued('a101', 'family')
    for (let i = 0; i < 5; i += 1) expect(refusalOf(await use('oGuess', `WRONG22${i + 2}`))).toBe('INVITATION_INVALID')
    expect(refusalOf(await use('oGuess', 'WRONG229'))).toBe('CODE_TRIES_SPENT')
    expect(await use('oGuess', code)).toMatchObject({ ok: false, refusal: 'CODE_TRIES_SPENT', next: '请一小时后再试，或到物业前台办理' })
    await town.cloud.clock.jump('2026-07-01T10:00:01+08:00', { timers: false })
    expect((await use('oGuess', code)).ok).toBe(true)
  })

  it('many at once are counted one by one', async () => {
    const said = await Promise.all(Array.from({ length: 12 }, (_, i) => use('oStorm', `WRONG3${i + 10}`)))
    expect(said.filter((one) => refusalOf(one) === 'INVITATION_INVALID')).toHaveLength(5)
  })
})

describe('the first manager', () => {
  it('signs in with a one-use code that the operator laid in the database', async () => {
    await town.store.addNew('invitations', [operatorsInvitation({ _id: invitationId('FIRST234') })])
    const said = await Promise.all(['oFirst', 'oSecond', 'oThird'].map((openid) => use(openid, 'first234')))
    expect(said.filter(({ ok }) => ok)).toEqual([
      { ok: true, value: { account: null, staff: { communityId: 'c2', community: '银杏苑', roles: ['manager'] } } },
    ])
    const winner = ['oFirst', 'oSecond', 'oThird'][said.findIndex(({ ok }) => ok)] ?? ''
    expect((await town.staff(winner, 'staff.list', { communityId: 'c2' })).ok).toBe(true)
    expect(refusalOf(await town.staff(winner, 'staff.list', { communityId: 'c1' }))).toBe('NOT_STAFF')
  })
})

describe('its seven days', () => {
  it('are over on the eighth', async () => {
    const [early, late] = [await issued('a101', 'family'), await issued('a101', 'family')]
    await town.cloud.clock.jump('2026-07-08T10:00:00+08:00', { timers: false })
    expect((await use('oEarly', early)).ok).toBe(true)
    await town.cloud.clock.jump('2026-07-08T10:10:00+08:00', { timers: false })
    expect(refusalOf(await use('oTooLate', late))).toBe('INVITATION_INVALID')
  })
})
