import type { ResidentAnswer } from '@contract/contract/resident'
import { LI, openTown, type Said, type Town, WANG } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown()
  town.phones({ oWang: WANG, oShop: WANG, oLi: LI, oWrong: LI, oLocked: LI, oFast: LI, oBack: LI, oStray: '13899999999', oLate: LI })
}, 60_000)
afterAll(() => town.close())

const WRONG = { ok: false, refusal: 'BIND_NOT_MATCHED', says: '房号或姓名与登记的不一致', next: '请核对后再试，或向物业索取邀请码' }
const prove = (openid: string, room: string, nameEnding: string) => town.resident<{ account: object }>(openid, 'bind.prove', { room, nameEnding })
const refusalOf = (said: Said<unknown>) => (said.ok ? 'accepted' : said.refusal)
const me = async (openid: string) => {
  const said = await town.resident<ResidentAnswer<'me.show'>>(openid, 'me.show')
  if (!said.ok) throw new Error(said.refusal)
  return said.value
}

describe('somebody new', () => {
  it('is told what there is to do, not that something failed', async () => {
    expect(await me('oNobody')).toMatchObject({ privacyAccepted: false, phoneMasked: null, bindTriesLeft: 5, accounts: [], staff: [] })
    expect(refusalOf(await town.resident('oNobody', 'home.show'))).toBe('NOT_BOUND')
  })

  it('accepts the privacy text before the phone is asked for', async () => {
    expect(refusalOf(await town.resident('oLate', 'bind.phone', { code: await town.phoneCode('oLate') }))).toBe('PRIVACY_NOT_ACCEPTED')
    expect(refusalOf(await prove('oLate', '2-1-201', '英'))).toBe('PRIVACY_NOT_ACCEPTED')
    const accepted = await town.resident<{ acceptedAt: string }>('oLate', 'privacy.accept', { version: '2026-06' })
    const again = await town.resident<{ acceptedAt: string }>('oLate', 'privacy.accept', { version: '2026-06' })
    expect(accepted.ok && again.ok && again.value.acceptedAt === accepted.value.acceptedAt).toBe(true)
    expect(refusalOf(await prove('oLate', '2-1-201', '英'))).toBe('PHONE_NOT_VERIFIED')
  })
})

describe('the phone', () => {
  it('is checked once per person: a second check asks WeChat nothing', async () => {
    await town.arrive('oWang')
    const code = await town.phoneCode('oWang')
    expect(await town.resident('oWang', 'bind.phone', { code })).toEqual({ ok: true, value: { phoneMasked: '138****0001' } })
    // A code works once, so whoever comes next finds it unspent only if nobody asked.
    await town.resident('oShop', 'privacy.accept', { version: '2026-06' })
    expect((await town.resident('oShop', 'bind.phone', { code })).ok).toBe(true)
  })

  it('tells nothing of whether anybody here has that number', async () => {
    await town.resident('oStray', 'privacy.accept', { version: '2026-06' })
    const said = await town.resident('oStray', 'bind.phone', { code: await town.phoneCode('oStray') })
    expect(said).toEqual({ ok: true, value: { phoneMasked: '138****9999' } })
    expect(await me('oStray')).toMatchObject({ accounts: [], bindTriesLeft: 5 })
  })

  it('asked twice at the same moment with one code is one number', async () => {
    await town.resident('oFast', 'privacy.accept', { version: '2026-06' })
    const code = await town.phoneCode('oFast')
    const said = await Promise.all([1, 2, 3].map(() => town.resident('oFast', 'bind.phone', { code })))
    expect(said.some(({ ok }) => ok)).toBe(true)
    expect(said.every((one) => one.ok || one.refusal === 'PHONE_CODE_SPENT')).toBe(true)
    expect((await me('oFast')).phoneMasked).toBe('138****0002')
  })

  it('with a false code can be tried again', async () => {
    await town.resident('oBack', 'privacy.accept', { version: '2026-06' })
    expect(refusalOf(await town.resident('oBack', 'bind.phone', { code: 'false-code' }))).toBe('PHONE_CODE_SPENT')
    expect((await town.resident('oBack', 'bind.phone', { code: await town.phoneCode('oBack') })).ok).toBe(true)
  })
})

describe('the second proof', () => {
  it('binds the account whose room and name agree, and home shows it', async () => {
    expect(await prove('oWang', '1栋1单元101', '国')).toEqual({
      ok: true, value: { account: { accountId: 'a101', label: '1栋1单元101', community: '金桂花园', relation: 'owner' } },
    })
    const home = await town.resident<{ accountId: string; due: { total: number } }>('oWang', 'home.show')
    expect(home.ok && [home.value.accountId, home.value.due.total]).toEqual(['a101', 12345])
  })

  it('binds a second account of the same phone, the shop to its company', async () => {
    expect(await prove('oWang', 's8', '司')).toMatchObject({ ok: true, value: { account: { accountId: 's08', relation: 'company' } } })
    expect((await me('oWang')).accounts).toHaveLength(2)
    expect(refusalOf(await town.resident('oWang', 'bill.list'))).toBe('ACCOUNT_UNCLEAR')
    expect((await town.resident('oWang', 'home.show')).ok).toBe(true)
  })

  it('made again is the same binding', async () => {
    expect((await prove('oWang', '1-1-101', '国')).ok).toBe(true)
    expect(await town.store.count('bindings', { openid: 'oWang', state: 'active' })).toBe(2)
  })

  it('answers to the letter the same, whichever part was wrong', async () => {
    await town.arrive('oWrong')
    const answers = [
      await prove('oWrong', '2-1-202', '英'), // no such room
      await prove('oWrong', '2-1-201', '国'), // another name
      await prove('oWrong', '1-1-101', '国'), // true, and another's phone (P40)
      await prove('oStray', '1-1-101', '国'), // true, and nobody's phone
    ]
    expect(answers).toEqual([WRONG, WRONG, WRONG, WRONG])
    expect((await me('oWrong')).bindTriesLeft).toBe(2)
    expect((await me('oStray')).bindTriesLeft).toBe(4)
  })

  it('after five failures only the counter helps, even with the right words', async () => {
    await town.arrive('oLocked')
    for (let i = 0; i < 5; i += 1) expect(await prove('oLocked', '2-1-201', '错')).toEqual(WRONG)
    expect((await me('oLocked')).bindTriesLeft).toBe(0)
    expect(refusalOf(await prove('oLocked', '2-1-201', '英'))).toBe('BIND_LOCKED')
    await town.join('oLocked', 'a201', 'owner')
    expect((await me('oLocked')).accounts).toHaveLength(1)
  })

  it('twelve wrong tries at once are counted one by one', async () => {
    const said = await Promise.all(Array.from({ length: 12 }, () => prove('oFast', '2-1-201', '错')))
    expect(said.filter((one) => refusalOf(one) === 'BIND_NOT_MATCHED').length).toBe(5)
    expect(said.filter((one) => refusalOf(one) === 'BIND_LOCKED').length).toBe(7)
  })

  it('F44 brings nobody back who was shut out, though the old number still stands in the register', async () => {
    expect((await prove('oBack', '2-1-201', '英')).ok).toBe(true)
    const [binding] = await town.store.find('bindings', { where: { openid: 'oBack', state: 'active' }, limit: 1 })
    await town.store.setIf('bindings', binding?._id ?? '', { state: 'active' }, { state: 'revoked' })
    expect(refusalOf(await town.resident('oBack', 'home.show'))).toBe('NOT_BOUND')
    expect(await prove('oBack', '2-1-201', '英')).toEqual(WRONG)
    await town.join('oBack', 'a201', 'owner')
    expect((await town.resident('oBack', 'home.show')).ok).toBe(true)
  })
})

describe('F48 odd inputs are refused in words', () => {
  it.each([
    ['bind.prove', { room: '9'.repeat(61), nameEnding: '国' }],
    ['bind.prove', { room: { $gt: '' }, nameEnding: '国' }],
    ['bind.prove', { room: '1-1-101', nameEnding: '王建国' }],
    ['bind.prove', { room: '1-1-101' }],
    ['bind.prove', { room: '1-1-101', nameEnding: '国', openid: 'oWang' }],
    ['bind.phone', { code: 'x'.repeat(201) }],
    ['bind.phone', { code: ['a', 'b', 'c', 'd'] }],
    ['bind.invited', { code: '' }],
    ['bind.invited', { code: 'A'.repeat(21) }],
    ['family.list', { accountId: '../accounts' }],
    ['family.list', { accountId: '{"$ne":null}' }],
    ['family.invite', { accountId: 'a101', relation: 'owner' }],
    ['family.revoke', { bindingId: null }],
    ['privacy.accept', { version: '' }],
    ['me.show', { openid: 'oWang' }],
  ])('%s %j', async (action, ask) => {
    expect(refusalOf(await town.resident('oStray', action, ask))).toBe('ASK_MALFORMED')
  })

  it.each(['🏠🏠🏠', '\u0000\u0000', '—', '１', '%00', '"; drop', '__proto__'])('a room "%s" is just not the right one', async (room) => {
    await town.store.setIf('persons', 'oStray', {}, { bindFailures: 0 })
    expect(refusalOf(await prove('oStray', room, '🙂'))).toMatch(/^(BIND_NOT_MATCHED|ASK_MALFORMED)$/)
  })
})
