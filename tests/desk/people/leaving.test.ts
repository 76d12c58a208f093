import type { ResidentAnswer } from '@contract/contract/resident'
import { NOTE, openTown, operatorsInvitation, type Said, type Town, WANG } from './town'
import { invitationId } from '@core/desk/people/ids'

/** Who leaves and comes back, and who may not leave yet. */
let town: Town
beforeAll(async () => {
  town = await openTown()
  town.phones({ oWang: WANG, oGuess: WANG, oShut: WANG })
}, 60_000)
afterAll(() => town.close())

const refusalOf = (said: Said<unknown>) => (said.ok ? 'accepted' : said.refusal)
const erase = (openid: string) => town.resident(openid, 'privacy.erase', { confirm: '注销' })
const prove = (openid: string, room: string, nameEnding: string) => town.resident(openid, 'bind.prove', { room, nameEnding })
const me = async (openid: string) => {
  const said = await town.resident<ResidentAnswer<'me.show'>>(openid, 'me.show')
  if (!said.ok) throw new Error(said.refusal)
  return said.value
}

describe('the privacy text', () => {
  it('that was agreed to is named, so that a new one can be asked about; the date is that of the last', async () => {
    expect(await me('oReader')).toMatchObject({ privacyAccepted: false, privacyVersion: null })
    await town.resident('oReader', 'privacy.accept', { version: '2026-06' })
    expect(await me('oReader')).toMatchObject({ privacyAccepted: true, privacyVersion: '2026-06' })
    await town.resident('oReader', 'privacy.accept', { version: '2026-11' })
    expect(await me('oReader')).toMatchObject({ privacyAccepted: true, privacyVersion: '2026-11' })
    expect((await town.store.get('persons', 'oReader'))?.privacy?.version).toBe('2026-11')
  })

  it('refused, leaves the invitation code as the way in: it asks for no consent and no number', async () => {
    expect(refusalOf(await town.resident('oNo', 'bind.phone', { code: 'some-code' }))).toBe('PRIVACY_NOT_ACCEPTED')
    const refused = await prove('oNo', '1-1-101', '国')
    expect(refused).toMatchObject({ refusal: 'PRIVACY_NOT_ACCEPTED', next: expect.stringContaining('邀请码') })
    await town.join('oNo', 'a201', 'family')
    expect(await me('oNo')).toMatchObject({ privacyAccepted: false, accounts: [{ accountId: 'a201' }] })
  })
})

describe('who was forgotten', () => {
  it('comes back like somebody new: consent, number and proof again', async () => {
    await town.arrive('oWang')
    expect((await prove('oWang', '1-1-101', '国')).ok).toBe(true)
    await erase('oWang')
    expect(await me('oWang')).toMatchObject({ privacyAccepted: false, privacyVersion: null, phoneMasked: null, accounts: [] })
    expect(refusalOf(await prove('oWang', '1-1-101', '国'))).toBe('PRIVACY_NOT_ACCEPTED')
    await town.arrive('oWang')
    expect((await prove('oWang', '1-1-101', '国')).ok).toBe(true)
    expect((await town.resident('oWang', 'home.show')).ok).toBe(true)
  })

  it('F46 no internal note is in what they are told of themselves', async () => {
    expect(JSON.stringify(await town.resident('oWang', 'privacy.export'))).not.toContain(NOTE)
  })

  it('has no more guesses than anybody: wrong proofs and wrong codes go on being counted', async () => {
    for (let i = 0; i < 3; i += 1) {
      await town.arrive('oGuess')
      expect(refusalOf(await prove('oGuess', '1-1-101', '错'))).toBe('BIND_NOT_MATCHED')
      expect(refusalOf(await town.resident('oGuess', 'bind.invited', { code: 'WRONGCODE' }))).toBe('INVITATION_INVALID')
      expect((await erase('oGuess')).ok).toBe(true)
    }
    await town.arrive('oGuess')
    expect((await me('oGuess')).bindTriesLeft).toBe(2)
    for (const expected of ['BIND_NOT_MATCHED', 'BIND_NOT_MATCHED', 'BIND_LOCKED']) expect(refusalOf(await prove('oGuess', '1-1-101', '错'))).toBe(expected)
    await erase('oGuess')
    const codes = [1, 2, 3].map(() => 'WRONGCODE')
    const said = []
    for (const code of codes) said.push(refusalOf(await town.resident('oGuess', 'bind.invited', { code })))
    expect(said).toEqual(['INVITATION_INVALID', 'INVITATION_INVALID', 'CODE_TRIES_SPENT'])
    expect(JSON.stringify(await town.store.find('persons', { where: { _id: { in: ['oGuess'] } }, limit: 1 }))).not.toContain(WANG)
  })

  it('F44 and was shut out before stays shut out', async () => {
    await town.join('oOwner', 'a101', 'owner')
    await town.arrive('oShut')
    expect((await prove('oShut', '1-1-101', '国')).ok).toBe(true)
    const [binding] = await town.store.find('bindings', { where: { openid: 'oShut', state: 'active' }, limit: 1 })
    await town.store.setIf('bindings', binding?._id ?? '', {}, { state: 'revoked' })
    await erase('oShut')
    expect(await town.store.get('bindings', binding?._id ?? '')).toMatchObject({ state: 'revoked', openid: expect.stringMatching(/^gone-/) })
    await town.arrive('oShut')
    expect(refusalOf(await prove('oShut', '1-1-101', '国'))).toBe('BIND_NOT_MATCHED')
  })
})

describe('staff', () => {
  it('F49 the last manager cannot leave: refused with what to do first, and nothing is gone', async () => {
    await town.join('oChen', 'a101', 'family')
    expect(await erase('oChen')).toMatchObject({ ok: false, refusal: 'LAST_MANAGER', next: '请先添加另一位项目经理' })
    expect(await me('oChen')).toMatchObject({ accounts: [{ accountId: 'a101' }], staff: [{ communityId: 'c1' }] })
  })

  it('F49 of a manager of two communities, one of which would have none, leaves neither', async () => {
    await town.store.addNew('invitations', [operatorsInvitation({ _id: invitationId('FIRSTCODE') })])
    await town.resident('oChen', 'bind.invited', { code: 'FIRSTCODE' })
    await town.staff('oChen', 'staff.invite', { communityId: 'c1', name: '陈副', roles: ['manager'] })
      .then((said) => town.resident('oDeputy', 'bind.invited', { code: said.ok ? said.value['code'] : '' }))
    expect(refusalOf(await erase('oChen'))).toBe('LAST_MANAGER')
    expect((await me('oChen')).staff).toHaveLength(2)
  })

  it('leaves the roster with everything else, and codes given out by them die', async () => {
    const given = await town.staff<{ code: string }>('oDeputy', 'invite.issue', { accountId: 'a201', relation: 'owner' })
    expect(await erase('oDeputy')).toEqual({ ok: true, value: { erased: true } })
    expect(await me('oDeputy')).toMatchObject({ staff: [], accounts: [] })
    expect(refusalOf(await town.staff('oDeputy', 'staff.list', { communityId: 'c1' }))).toBe('NOT_STAFF')
    expect(refusalOf(await town.resident('oLate', 'bind.invited', { code: given.ok ? given.value.code : '' }))).toBe('INVITATION_INVALID')
    // What they did at work is read by the roster and the audit trail, which the law keeps.
    expect(await town.store.get('staff', 'c1:oDeputy')).toMatchObject({ state: 'revoked', name: '陈副' })
  })

  it('F49 two managers who leave at the same moment: one stays', async () => {
    const said = await town.staff<{ code: string }>('oChen', 'staff.invite', { communityId: 'c1', name: '二号', roles: ['manager'] })
    await town.resident('oSecond', 'bind.invited', { code: said.ok ? said.value.code : '' })
    await town.store.setIf('staff', 'c2:oChen', {}, { state: 'revoked' })
    const left = await Promise.all([erase('oChen'), erase('oSecond')])
    expect(left.filter(({ ok }) => ok)).toHaveLength(1)
    const staff = await town.store.find('staff', { where: { communityId: 'c1', state: 'active' }, limit: 100 })
    expect(staff.filter(({ roles }) => roles.includes('manager'))).toHaveLength(1)
  })
})
