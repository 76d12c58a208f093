import { fen } from '@contract/money'
import { addMs, instantOf } from '@core/domain/calendar'
import { readSettings } from '@core/shell/settings'
import { createWechat } from '@core/wechat/client'
import { ForgedNotice } from '@core/wechat/wechat'
import { FORGERY_KINDS } from '../../local/wechat/forgeries'
import { type Letter, NOON, openWorld, type World } from '../local/wechatKit'

/** Our side of the protocol against the local cloud's WeChat, which was written from the documentation alone. */
let world: World
let serial = 0
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.ms = NOON
  world.letters.length = 0
  await world.local('faults', { clear: true })
})

const settings = () => readSettings({ NUANCUI_MODE: 'local', NUANCUI_ORDER_PREFIX: 'L', ...world.env })
const wechat = () => createWechat(settings(), instantOf(world.clock.ms))
const place = async () => {
  const outTradeNo = `L2026${String((serial += 1)).padStart(6, '0')}`
  const ask = { outTradeNo, openid: 'oWang', amount: fen(12345), description: '翠苑小区 物业费', payBefore: addMs(instantOf(NOON), 1_800_000) }
  return { outTradeNo, ask, ...(await wechat().pay.order(ask)) }
}
const opened = ({ headers, body }: Letter) =>
  wechat().pay.openNotice({ path: '/notify/wechatpay', httpMethod: 'POST', headers: headers as Record<string, string>, body })
const touch = async (outTradeNo: string, outcome: 'success' | 'silent') => {
  await world.wechat.fingertip({ outTradeNo, outcome })
  await world.wechat.idle()
}

describe('a payment, from order to notice', () => {
  it.each([0, 1])('is ordered, paid and told (certificate share %i)', async (certificateShare) => {
    await world.local('faults', { certificateShare })
    const { outTradeNo, prepayId } = await place()
    await expect(wechat().pay.query(outTradeNo)).resolves.toEqual({ state: 'not_paid' })
    const sheet = await world.local('sheet', { openid: 'oWang', sheet: wechat().pay.sheet(prepayId) })
    expect(sheet.body).toMatchObject({ ok: true, outTradeNo, total: 12345 })

    await touch(outTradeNo, 'success')
    const notice = opened(world.letters[0] as Letter)
    expect(notice).toMatchObject({ kind: 'paid', fact: { outTradeNo, amount: 12345, currency: 'CNY', openid: 'oWang' } })
    const queried = await wechat().pay.query(outTradeNo)
    expect(queried).toEqual({ state: 'paid', fact: notice.kind === 'paid' && notice.fact })
    await expect(wechat().pay.close(outTradeNo)).resolves.toBe('paid')
  })

  it('P14 a lost answer is asked for again under the same number', async () => {
    const { ask } = await place()
    await expect(wechat().pay.order(ask)).resolves.toMatchObject({ prepayId: expect.stringMatching(/^wx/) as string })
    await expect(wechat().pay.order({ ...ask, amount: fen(1) })).rejects.toMatchObject({ code: 'INVALID_REQUEST', final: true })
  })

  it('P17 is closed, and stays closed', async () => {
    const { outTradeNo, ask } = await place()
    await expect(wechat().pay.close(outTradeNo)).resolves.toBe('closed')
    await expect(wechat().pay.close(outTradeNo)).resolves.toBe('closed')
    await expect(wechat().pay.query(outTradeNo)).resolves.toEqual({ state: 'closed' })
    await expect(wechat().pay.order(ask)).rejects.toMatchObject({ code: 'ORDER_CLOSED', final: true })
  })

  it('P18 is quicker than its closing', async () => {
    const { outTradeNo } = await place()
    await world.local('faults', { closeRaces: 1 })
    await expect(wechat().pay.close(outTradeNo)).resolves.toBe('paid')
    await world.wechat.idle()
  })

  it('a number that was never ordered is unknown', async () => {
    await expect(wechat().pay.query('L2026999999')).resolves.toEqual({ state: 'unknown' })
    await expect(wechat().pay.close('L2026999999')).resolves.toBe('closed')
  })

  it('P25 a clock six minutes wrong is refused on both sides', async () => {
    const late = createWechat(settings(), instantOf(world.clock.ms - 360_000)).pay
    await expect(late.query('L2026000001')).rejects.toMatchObject({ code: 'SIGN_ERROR', final: false })
  })
})

describe('what the simulator can do wrong', () => {
  it.each(FORGERY_KINDS)('P23 P24 P27 P29 a notice of the kind %s is not believed', async (kind) => {
    const { outTradeNo } = await place()
    await world.local('faults', { forge: kind })
    await touch(outTradeNo, 'success')
    const [forged, genuine] = world.letters as [Letter, Letter]
    const thrown = thrownBy(() => opened(forged))
    expect(thrown).toBeInstanceOf(Error)
    // A wrong APIv3 key is a true notice that cannot be read: repeated by WeChat, not refused (P27).
    expect(thrown instanceof ForgedNotice).toBe(kind !== 'wrong_key')
    expect(opened(genuine).kind).toBe('paid')
  })

  it.each(['lower', 'upper'])('header names in %s case are read', async (headerCase) => {
    const { outTradeNo } = await place()
    await world.local('faults', { headerCase })
    await touch(outTradeNo, 'success')
    expect(opened(world.letters[0] as Letter).kind).toBe('paid')
  })

  it.each(['wrongSignature', 'unsignedAnswer'])('P38 %s: a failure, and true again on the next query', async (fault) => {
    const { outTradeNo } = await place()
    await touch(outTradeNo, 'silent')
    await world.local('faults', { [fault]: 1 })
    await expect(wechat().pay.query(outTradeNo)).rejects.toMatchObject({ code: 'ANSWER_NOT_TRUSTED', final: false })
    await expect(wechat().pay.query(outTradeNo)).resolves.toMatchObject({ state: 'paid' })
  })

  it('P14 a call whose answer never comes is given up before a person is lost', async () => {
    const { outTradeNo } = await place()
    await world.local('faults', { queryTimeout: 1 })
    await expect(wechat().pay.query(outTradeNo)).rejects.toMatchObject({ code: 'NO_ANSWER', final: false })
  }, 15_000)
})

describe('messages and the phone', () => {
  const message = {
    openid: 'oWang', templateKey: 'bill_due', page: 'pages/home/index',
    fields: { place: '1栋1单元101', amount: '￥123.45', dueOn: '2026年7月31日', note: '多谢您的配合' },
  }
  const accept = async () => {
    const { id } = settings().templates['bill_due'] ?? { id: '' }
    await world.local('subscribe', { openid: 'oWang', templateIds: [id], accept: [id] })
  }

  it('one agreement, one message; then the person cannot be reached', async () => {
    await accept()
    await expect(wechat().send(message)).resolves.toEqual({ state: 'sent' })
    await expect(wechat().send(message)).resolves.toEqual({ state: 'unreachable', code: '43101' })
    await expect(wechat().send({ ...message, openid: 'oNobody' })).resolves.toEqual({ state: 'unreachable', code: '40003' })
  })

  it.each(['tokenExpired', 'tokenInvalid'])('%s: the token is fetched once more and the message leaves', async (fault) => {
    await accept()
    await world.local('faults', { [fault]: 1 })
    await expect(wechat().send(message)).resolves.toEqual({ state: 'sent' })
  })

  it('a token whose life has ended by the world’s clock is replaced without a refusal', async () => {
    await accept()
    world.clock.ms += 3 * 3_600_000
    await expect(wechat().send(message)).resolves.toEqual({ state: 'sent' })
  })

  it('F25 a field beyond its limit is our own fault, named', async () => {
    await accept()
    const answer = await wechat().send({ ...message, fields: { ...message.fields, place: '很'.repeat(21) } })
    expect(answer).toMatchObject({ state: 'our_fault', code: '47003', message: expect.stringContaining('thing1') as string })
  })

  it('the phone button’s code gives the number once', async () => {
    const { code } = (await world.local('phone', { openid: 'oWang' })).body as { code: string }
    await expect(wechat().phoneOf(code)).resolves.toBe('13800000001')
    await expect(wechat().phoneOf(code)).resolves.toBeNull()
    await expect(wechat().phoneOf('no-such-code')).resolves.toBeNull()
  })
})

function thrownBy(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
