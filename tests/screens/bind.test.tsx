/** @jest-environment jsdom */
import BindPage from '@/pages/bind'
import FamilyPage from '@/pages/family'
import InvitedPage from '@/pages/invited'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { asked, called, cloudSays, forgetCloud, no, ok, settle } from './cloud'
import { ME, MY_ACCOUNT } from './samples'
import { phone } from './standIns/taro'
import { tap, words } from './thumb'

afterEach(() => {
  cleanup()
  forgetCloud()
})

const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('绑定房屋', () => {
  const VERIFIED = { ...ME, privacyAccepted: true, phoneMasked: '138****5566' }

  it('asks for consent before anything else, and a no leads to the invitation code', async () => {
    cloudSays({ 'me.show': ok({ ...ME, privacyAccepted: false }) })
    render(<BindPage />)
    await settle()
    expect(words()).toContain('隐私说明')
    expect(words()).not.toContain('用手机号验证')
    await tap('不同意，用邀请码')
    expect(called('navigateTo')).toEqual([{ url: '/pages/invited/index' }])
    expect(asked('privacy.accept')).toEqual([])
  })

  it('consent, number, room and name: bound', async () => {
    let me = { ...ME, privacyAccepted: false }
    cloudSays({
      'me.show': () => ok(me),
      'privacy.accept': () => {
        me = { ...ME, privacyAccepted: true }
        return ok({ acceptedAt: '2026-07-01T09:00:00.000+08:00' })
      },
      'bind.phone': () => {
        me = VERIFIED as unknown as typeof me
        return ok({ phoneMasked: '138****5566' })
      },
      'bind.prove': ok({ account: MY_ACCOUNT }),
    })
    render(<BindPage />)
    await settle()
    await tap('同意并继续')
    await tap('用手机号验证')
    write('房号', ' 3-2-501 ')
    write('登记姓名的最后一个字', '明')
    await tap('核对并绑定')
    expect(asked('bind.phone')).toEqual([{ code: 'phone-code' }])
    expect(asked('bind.prove')).toEqual([{ room: '3-2-501', nameEnding: '明' }])
    expect(words()).toContain('已绑定3栋2单元501')
    expect(phone.storage.get('nuancui.accountId')).toBe('acc1')
  })

  it('a person who keeps the number to themselves is shown the other way in', async () => {
    phone.number = { errMsg: 'getPhoneNumber:fail user deny' }
    cloudSays({ 'me.show': ok(ME) })
    render(<BindPage />)
    await settle()
    await tap('用手机号验证')
    phone.number = { errMsg: 'getPhoneNumber:ok', code: 'phone-code' }
    expect(asked('bind.phone')).toEqual([])
    expect(words()).toContain('没有得到手机号')
    expect(words()).toContain('填写邀请码')
  })

  it('says what did not fit without telling which, and how many tries are left', async () => {
    let triesLeft = 5
    cloudSays({
      'me.show': () => ok({ ...VERIFIED, bindTriesLeft: triesLeft }),
      'bind.prove': () => {
        triesLeft -= 1
        return no('BIND_NOT_MATCHED')
      },
    })
    render(<BindPage />)
    await settle()
    write('房号', '3-2-501')
    write('登记姓名的最后一个字', '王')
    await tap('核对并绑定')
    expect(words()).toContain('房号或姓名与登记的不一致')
    expect(words()).toContain('还可以核对 4 次')
  })

  it('after the last try only the counter and the code help', async () => {
    cloudSays({ 'me.show': ok({ ...VERIFIED, bindTriesLeft: 0 }) })
    render(<BindPage />)
    await settle()
    expect(words()).toContain('物业前台')
    expect(words()).not.toContain('核对并绑定')
  })
})

describe('邀请码', () => {
  it('binds a home, from a link as well as by hand', async () => {
    phone.params = { code: 'K7M29QXT' }
    cloudSays({
      'bind.invited': ok({ account: { ...MY_ACCOUNT, relation: 'family' }, staff: null }),
      'me.show': ok(ME),
    })
    render(<InvitedPage />)
    await settle()
    await tap('确认')
    expect(asked('bind.invited')).toEqual([{ code: 'K7M29QXT' }])
    expect(words()).toContain('您是这套房屋的家人')
  })

  it('lets a colleague in', async () => {
    cloudSays({
      'bind.invited': ok({
        account: null,
        staff: { communityId: 'jg', community: '锦桂花园', roles: ['finance'] },
      }),
    })
    render(<InvitedPage />)
    write('邀请码', 'K7M29QXT')
    await tap('确认')
    expect(words()).toContain('欢迎加入锦桂花园')
    expect(phone.storage.get('nuancui.isStaff')).toBe(true)
  })
})

describe('谁能查看', () => {
  const OWNER = { bindingId: 'b1', name: '王*明', relation: 'owner', since: '2026-01-05', you: true }
  const DAUGHTER = { bindingId: 'b2', name: '王*莉', relation: 'family', since: '2026-03-09', you: false }

  it('the owner sees who can see, and takes it back after being asked', async () => {
    phone.params = { accountId: 'acc1' }
    phone.answers['showModal'] = () => ({ confirm: true })
    cloudSays({ 'family.list': ok({ people: [OWNER, DAUGHTER] }), 'family.revoke': ok({ revoked: true }) })
    render(<FamilyPage />)
    await settle()
    await tap('撤销')
    expect(called('showModal')[0]).toMatchObject({ title: '不再让王*莉查看？' })
    expect(asked('family.revoke')).toEqual([{ bindingId: 'b2' }])
    expect(asked('family.list')).toHaveLength(2)
  })

  it('thinking better of it changes nothing, and no button has more letters than WeChat allows', async () => {
    phone.answers['showModal'] = () => ({ confirm: false })
    cloudSays({ 'family.list': ok({ people: [OWNER, DAUGHTER] }) })
    render(<FamilyPage />)
    await settle()
    await tap('撤销')
    expect(asked('family.revoke')).toEqual([])
    const { confirmText, cancelText } = called('showModal')[0] as { confirmText: string; cancelText: string }
    expect(Math.max(confirmText.length, cancelText.length)).toBeLessThanOrEqual(4)
  })

  it('a family member sees their own place, may leave it, and invites nobody', async () => {
    cloudSays({ 'family.list': ok({ people: [{ ...DAUGHTER, you: true }] }) })
    render(<FamilyPage />)
    await settle()
    expect(words()).toContain('退出')
    expect(words()).not.toContain('生成邀请码')
  })
})
