import { NOTE, openTown, type Said, type Town } from './town'

let town: Town
beforeAll(async () => {
  town = await openTown()
  await town.join('oWang', 'a101', 'owner')
  await town.join('oWangToo', 'a101', 'owner')
  await town.join('oLi', 'a201', 'owner')
}, 60_000)
afterAll(() => town.close())

type People = { people: { bindingId: string; name: string; relation: string; you: boolean }[] }
const refusalOf = (said: Said<unknown>) => (said.ok ? 'accepted' : said.refusal)
const invite = (openid: string, accountId: string, relation: string) =>
  town.resident<{ code: string }>(openid, 'family.invite', { accountId, relation })
const comes = async (openid: string, by: string, accountId: string, relation: string) => {
  const given = await invite(by, accountId, relation)
  if (!given.ok) throw new Error(given.refusal)
  return town.resident(openid, 'bind.invited', { code: given.value.code })
}
const people = async (openid: string, accountId = 'a101') => {
  const said = await town.resident<People>(openid, 'family.list', { accountId })
  if (!said.ok) throw new Error(said.refusal)
  return said.value.people
}
const bindingOf = async (openid: string) => (await town.store.find('bindings', { where: { openid, state: 'active' }, limit: 1 }))[0]?._id ?? ''
const revoke = (openid: string, bindingId: string) => town.resident(openid, 'family.revoke', { bindingId })

describe('family', () => {
  it('sees the same figures as the owner', async () => {
    await comes('oChild', 'oWang', 'a101', 'family')
    const [owner, child] = [await town.resident('oWang', 'home.show'), await town.resident('oChild', 'home.show')]
    expect(child.ok && owner.ok && { ...child.value, accounts: 0 }).toEqual(owner.ok && { ...owner.value, accounts: 0 })
  })

  it('a tenant sees the tenancy’s bills only', async () => {
    await comes('oTenant', 'oWang', 'a101', 'tenant')
    const home = await town.resident<{ due: { total: number; count: number }; bills: object[] }>('oTenant', 'home.show')
    // The one open bill fell due on 30 June, before this tenancy began.
    expect(home.ok && [home.value.due.total, home.value.due.count, home.value.bills]).toEqual([0, 0, []])
    expect(refusalOf(await town.resident('oTenant', 'bill.show', { billId: 'bill-a101' }))).toBe('BILL_NOT_FOUND')
    expect(refusalOf(await town.resident('oTenant', 'pay.quote', {}))).toBe('NOTHING_DUE')
  })

  it('is listed to the owner whole, to everybody else only as their own place', async () => {
    expect((await people('oWang')).map(({ name, relation, you }) => [name, relation, you])).toEqual(expect.arrayContaining([
      ['王建国', 'owner', true], ['王建国', 'owner', false], ['家人', 'family', false], ['租客', 'tenant', false],
    ]))
    expect((await people('oChild')).map(({ name, you }) => [name, you])).toEqual([['家人', true]])
    expect((await people('oTenant')).map(({ name, you }) => [name, you])).toEqual([['租客', true]])
  })

  it('does not learn each other’s openids from the ids', async () => {
    expect(JSON.stringify(await people('oWang'))).not.toMatch(/oChild|oTenant|oWang/)
  })

  it('is let in by owners alone', async () => {
    expect(refusalOf(await invite('oChild', 'a101', 'family'))).toBe('OWNER_ONLY')
    expect(refusalOf(await invite('oTenant', 'a101', 'tenant'))).toBe('OWNER_ONLY')
    expect(refusalOf(await invite('oWang', 'a201', 'family'))).toBe('ACCOUNT_NOT_YOURS')
    expect(refusalOf(await invite('oStranger', 'a101', 'family'))).toBe('NOT_BOUND')
  })
})

describe('F44 a revoked binding', () => {
  const LOOKS: readonly [string, object][] = [
    ['home.show', { accountId: 'a101' }], ['home.show', {}], ['bill.list', { accountId: 'a101' }], ['pay.quote', { accountId: 'a101' }],
    ['family.list', { accountId: 'a101' }], ['family.invite', { accountId: 'a101', relation: 'family' }], ['receipt.list', { accountId: 'a101' }],
  ]

  it('sees nothing from that second on', async () => {
    const quoted = await town.resident<{ quoteId: string }>('oChild', 'pay.quote', { accountId: 'a101' })
    expect((await revoke('oWang', await bindingOf('oChild'))).ok).toBe(true)
    for (const [action, ask] of LOOKS) expect([action, refusalOf(await town.resident('oChild', action, ask))]).toEqual([action, 'NOT_BOUND'])
    expect(refusalOf(await town.resident('oChild', 'bill.show', { billId: 'bill-a101' }))).toBe('BILL_NOT_FOUND')
    // A price that was told while the binding held is no key either.
    expect((await town.resident('oChild', 'pay.start', { quoteId: quoted.ok ? quoted.value.quoteId : '' })).ok).toBe(false)
  })

  it('one that has another home left is told that this one is not theirs', async () => {
    await comes('oBoth', 'oWang', 'a101', 'family')
    await comes('oBoth', 'oLi', 'a201', 'family')
    const bindings = await town.store.find('bindings', { where: { openid: 'oBoth', state: 'active' }, limit: 9 })
    await revoke('oWang', bindings.find(({ accountId }) => accountId === 'a101')?._id ?? '')
    for (const [action, ask] of LOOKS.filter(([, ask]) => 'accountId' in ask)) {
      expect([action, refusalOf(await town.resident('oBoth', action, ask))]).toEqual([action, 'ACCOUNT_NOT_YOURS'])
    }
  })

  it('invitations that a former owner gave are void', async () => {
    await town.join('oFormer', 'a101', 'owner')
    const given = await invite('oFormer', 'a101', 'family')
    expect((await revoke('oFormer', await bindingOf('oFormer'))).ok).toBe(true)
    expect(refusalOf(await town.resident('oCousin', 'bind.invited', { code: given.ok ? given.value.code : '' }))).toBe('INVITATION_INVALID')
  })
})

describe('taking sight back', () => {
  it('family may leave by themselves', async () => {
    await comes('oLeaving', 'oWang', 'a101', 'family')
    expect((await revoke('oLeaving', await bindingOf('oLeaving'))).ok).toBe(true)
    expect(refusalOf(await town.resident('oLeaving', 'home.show'))).toBe('NOT_BOUND')
  })

  it('is for owners, over family and tenants, never over each other', async () => {
    await comes('oStaying', 'oWang', 'a101', 'family')
    expect(refusalOf(await revoke('oStaying', await bindingOf('oTenant')))).toBe('OWNER_ONLY')
    expect(refusalOf(await revoke('oWang', await bindingOf('oWangToo')))).toBe('BINDING_NOT_FOUND')
    // A stranger with the id learns nothing, not even that there is somebody.
    expect(refusalOf(await revoke('oLi', await bindingOf('oStaying')))).toBe('BINDING_NOT_FOUND')
    expect(refusalOf(await revoke('oStranger', await bindingOf('oStaying')))).toBe('BINDING_NOT_FOUND')
    expect(refusalOf(await revoke('oWang', 'binding-0'))).toBe('BINDING_NOT_FOUND')
    expect((await town.resident('oStaying', 'home.show')).ok).toBe(true)
  })
})

describe('P40 and F46: what a phone may not bring and must not get', () => {
  it('another’s account, bill or openid in the question opens nothing', async () => {
    expect(refusalOf(await town.resident('oLi', 'home.show', { accountId: 'a101' }))).toBe('ACCOUNT_NOT_YOURS')
    expect(refusalOf(await town.resident('oLi', 'bill.show', { billId: 'bill-a101' }))).toBe('BILL_NOT_FOUND')
    expect(refusalOf(await town.resident('oLi', 'home.show', { accountId: 'a101', openid: 'oWang' }))).toBe('ASK_MALFORMED')
    expect(refusalOf(await town.resident('oLi', 'pay.quote', { accountId: 'a101' }))).toBe('ACCOUNT_NOT_YOURS')
  })

  it('no answer carries a note of staff, a number or somebody else’s name', async () => {
    const asked: readonly [string, object][] = [
      ['me.show', {}], ['home.show', {}], ['bill.list', {}], ['family.list', { accountId: 'a101' }], ['receipt.list', {}], ['pay.quote', {}],
    ]
    for (const [action, ask] of asked) {
      const answer = JSON.stringify(await town.resident('oTenant', action, ask))
      expect([action, answer.includes(NOTE), /1[3-9]\d{9}/.test(answer), answer.includes('王建国')]).toEqual([action, false, false, false])
    }
  })
})
