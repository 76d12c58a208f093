import type { Binding } from '@core/store/records'
import { openTown, type Said, type Town } from './town'

const PHONE = '13900000001'
type Shown = { parties: { partyId: string; speaks: boolean; to: string | null }[] }

describe('co-owners and other people of an account, through the real functions', () => {
  let town: Town
  beforeAll(async () => {
    town = await openTown()
    town.phones({ oCo: PHONE, oTenant: '13900000002' })
  }, 60_000)
  afterAll(() => town.close())
  const value = <T>(said: Said<T>): T => {
    if (!said.ok) throw new Error(said.refusal)
    return said.value
  }
  const refusalOf = (said: Said<unknown>) => (said.ok ? 'accepted' : said.refusal)
  const CO = { accountId: 'a101', name: '李建国', role: 'owner', phones: [PHONE], from: '2026-07-01' }
  const add = (more: object = {}) => town.staff<{ partyId: string }>('oChen', 'party.add', { ...CO, ...more })
  const prove = (openid: string, nameEnding: string) => town.resident<{ account: object }>(openid, 'bind.prove', { room: '1-1-101', nameEnding })
  const shown = async () => value(await town.staff<Shown>('oChen', 'account.show', { accountId: 'a101' }))
  const bindingOf = async (openid: string): Promise<Binding | undefined> => {
    const [found] = await town.store.find('bindings', { where: { openid, state: 'active' }, limit: 5 })
    return found
  }

  it('a co-owner is added once and then binds alone, by the own phone and name', async () => {
    await town.arrive('oCo')
    expect(refusalOf(await prove('oCo', '国'))).toBe('BIND_NOT_MATCHED')
    const { partyId } = value(await add())
    expect(value(await add())).toEqual({ partyId })
    expect((await shown()).parties).toEqual([
      { partyId, name: '李建国', role: 'owner', says: '共有人', phonesMasked: ['139****0001'], from: '2026-07-01', to: null, speaks: false },
    ])
    expect(refusalOf(await prove('oCo', '华'))).toBe('BIND_NOT_MATCHED')
    expect(await prove('oCo', '国')).toMatchObject({ ok: true, value: { account: { accountId: 'a101', relation: 'owner' } } })
    expect(await bindingOf('oCo')).toMatchObject({ name: '李建国', partyId, seesFrom: null })
  })

  it('a tenant of the account sees the days of the tenancy alone', async () => {
    value(await add({ name: '租客张', role: 'tenant', phones: ['13900000002'], from: '2026-06-01' }))
    await town.arrive('oTenant')
    expect(await prove('oTenant', '张')).toMatchObject({ ok: true, value: { account: { relation: 'tenant' } } })
    expect((await bindingOf('oTenant'))?.seesFrom).toBe('2026-06-01')
  })

  it('reminders go to the one who speaks, who is never a tenant', async () => {
    const [co, tenant] = (await shown()).parties
    const speak = (partyId: string | null | undefined) => town.staff('oChen', 'party.speak', { accountId: 'a101', partyId })
    expect(refusalOf(await speak(tenant?.partyId))).toBe('PARTY_NOT_FOUND')
    expect((await speak(co?.partyId)).ok).toBe(true)
    expect((await shown()).parties[0]?.speaks).toBe(true)
    expect((await town.store.get('accounts', 'a101'))?.speaks).toBe(co?.partyId)
  })

  it('who leaves sees nothing from that second on, and the phone opens nothing more', async () => {
    const [co] = (await shown()).parties
    const end = (to: string) => town.staff('oChen', 'party.end', { accountId: 'a101', partyId: co?.partyId, to })
    expect(refusalOf(await end('2026-07-02'))).toBe('PARTY_DAY')
    expect(refusalOf(await end('2026-06-30'))).toBe('PARTY_DAY')
    expect((await end('2026-07-01')).ok).toBe(true)
    expect(refusalOf(await town.resident('oCo', 'home.show'))).toBe('NOT_BOUND')
    const account = await town.store.get('accounts', 'a101')
    expect([account?.phones.includes(PHONE), account?.speaks]).toEqual([false, undefined])
    expect(refusalOf(await prove('oCo', '国'))).toBe('BIND_NOT_MATCHED')
  })
})
