import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { NOON, openWorld, type World } from './wechatKit'

const DAY = '2026-07-01'
const NEXT_TEN = Date.parse('2026-07-02T10:00:00+08:00')

let world: World
let serial = 0
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const ask = (more = '', day = DAY) => world.pay('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL${more}`)
/** The file behind an address, asked for as a merchant does; the kit's own call reads JSON only. */
async function download(address: unknown, signs?: string) {
  const url = new URL(String(address))
  const path = `${url.pathname}${url.search}`.replace('/wechat/pay', '')
  const [timestamp, nonce] = [Math.floor(world.clock.ms / 1000), randomBytes(16).toString('hex')]
  const text = `GET\n${signs ?? path}\n${timestamp}\n${nonce}\n\n`
  const signature = sign('sha256', Buffer.from(text), createPrivateKey(world.env['WXPAY_PRIVATE_KEY'] ?? '')).toString('base64')
  const claim = { mchid: world.env['WXPAY_MCHID'], nonce_str: nonce, signature, timestamp, serial_no: world.env['WXPAY_SERIAL'] }
  const Authorization = `WECHATPAY2-SHA256-RSA2048 ${Object.entries(claim).map(([name, value]) => `${name}="${value}"`).join(',')}`
  const answer = await fetch(url, { headers: { Authorization, Accept: 'application/json', 'User-Agent': 'nuancui-test' } })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
async function paid(total = 12345, more: object = {}): Promise<string> {
  const no = `L_2026${String((serial += 1)).padStart(6, '0')}`
  await world.place(no, { amount: { total, currency: 'CNY' }, ...more })
  await world.touch(no)
  return no
}
const lines = async () => (await download((await ask()).body['download_url'])).bytes.toString('utf8').trimEnd().split('\r\n')

describe('the trade bill', () => {
  it('is written at ten the next day, and says so before', async () => {
    await paid()
    for (const ms of [NOON, NEXT_TEN - 1]) {
      world.clock.ms = ms
      expect((await ask()).body).toEqual({ code: 'STATEMENT_CREATING', message: '账单生成中' })
    }
    world.clock.ms = NEXT_TEN
    expect((await ask()).status).toBe(200)
  })

  it('holds a payment on the day of its success in Beijing, and a day without one has no bill', async () => {
    world.clock.ms = Date.parse('2026-07-01T23:59:59+08:00')
    const last = await paid()
    world.clock.ms += 1000
    await paid()
    world.clock.ms = NEXT_TEN
    const [, row, ...rest] = await lines()
    expect(row).toContain(`\`${last}`)
    expect(rest).toHaveLength(2)
    const none = await ask('', '2026-06-30')
    expect([none.status, none.body['code']]).toEqual([400, 'NO_STATEMENT_EXIST'])
  })

  it('is four parts: 27 columns, a backtick before every value, the summary as WeChat writes it', async () => {
    const no = await paid(119_99, { description: '翠苑小区, 一期 物业费' })
    await paid(1_15)
    world.clock.ms = NEXT_TEN
    const [header = '', row = '', , summary = '', sums] = await lines()
    expect(header.startsWith('\ufeff交易时间,公众账号ID')).toBe(true)
    expect(header.split(',')).toHaveLength(27)
    const values = row.slice(1).split(',`')
    expect(values).toHaveLength(27)
    expect(values.slice(0, 3)).toEqual(['2026-07-01 12:00:00', world.env['WECHAT_APPID'], world.env['WXPAY_MCHID']])
    expect([values[6], values[9], values[20], values[22], values[24]]).toEqual([no, 'SUCCESS', '翠苑小区, 一期 物业费', '0.72000', '119.99'])
    expect(summary).toBe('总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额')
    expect(sums).toBe('`2.0,`121.14,`0.00,`0.0,`0.73000,`121.14,`0.00')
  })

  it('tells the hash of the file as it is written, packed or not; the file’s answer is not signed', async () => {
    await paid()
    world.clock.ms = NEXT_TEN
    const [plain, packed] = [await ask(), await ask('&tar_type=GZIP')]
    const files = [await download(plain.body['download_url']), await download(packed.body['download_url'])]
    const [written, zipped] = files.map(({ bytes }) => bytes) as [Buffer, Buffer]
    expect(gunzipSync(zipped)).toEqual(written)
    const hash = createHash('sha1').update(written).digest('hex')
    expect([plain, packed].map(({ body }) => [body['hash_type'], body['hash_value']])).toEqual([['SHA1', hash], ['SHA1', hash]])
    expect(files.map(({ headers }) => headers.get('wechatpay-signature'))).toEqual([null, null])
  })

  it('its address lives half a minute and opens to a signature only', async () => {
    await paid()
    world.clock.ms = NEXT_TEN
    const { download_url: address } = (await ask()).body
    expect((await download(address, '/v3/another')).status).toBe(401)
    world.clock.ms += 30_000
    expect((await download(address)).status).toBe(200)
    world.clock.ms += 1
    expect((await download(address)).status).toBe(404)
  })

  it.each([['tomorrow', '2026-07-03'], ['long ago', '2026-03-31'], ['no day', '2026-02-30'], ['nothing', '']])('%s is no day to ask for', async (_, day) => {
    world.clock.ms = NEXT_TEN
    expect((await ask('', day)).body['code']).toBe('PARAM_ERROR')
  })
})

describe('a trade bill that goes wrong on purpose', () => {
  beforeEach(async () => {
    await paid(100)
    world.clock.ms = NEXT_TEN
  })

  it('billLate, billError: not yet, for as often as asked', async () => {
    await world.faults({ billLate: 2, billError: 1 })
    const codes = []
    for (let i = 0; i < 4; i += 1) codes.push((await ask()).body['code'])
    expect(codes).toEqual(['SYSTEM_ERROR', 'STATEMENT_CREATING', 'STATEMENT_CREATING', undefined])
  })

  it('billHashWrong, billTruncated: the hash does not fit what comes', async () => {
    for (const fault of ['billHashWrong', 'billTruncated']) {
      await world.faults({ [fault]: 1 })
      const { hash_value, download_url } = (await ask()).body
      const { bytes } = await download(download_url)
      expect(createHash('sha1').update(bytes).digest('hex')).not.toBe(hash_value)
    }
  })

  it('billSummaryWrong, billAmountOff, billForeign, billRefund, billLacks: what the rows say', async () => {
    await world.faults({ billSummaryWrong: 1, billAmountOff: -1, billForeign: 'OTHER_0001' })
    const changed = await lines()
    expect(changed.at(-1)).toMatch(/^`3\.0,`1\.99,/)
    expect(changed.filter((line) => line.includes('`OTHER_0001'))).toHaveLength(1)
    const no = `L_2026${String(serial).padStart(6, '0')}`
    await world.faults({ clear: true, billRefund: no })
    expect((await lines()).filter((line) => line.includes('`REFUND'))).toHaveLength(1)
    await world.faults({ clear: true, billLacks: no })
    expect((await ask()).body['code']).toBe('NO_STATEMENT_EXIST')
  })

  it('billLegacy: other names, other places, a column that nobody else has', async () => {
    await world.faults({ billLegacy: true })
    const [header, , summary] = await lines()
    expect(header).toContain('门店编号')
    expect(header).not.toContain('订单金额')
    expect(summary).toBe('总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额')
  })
})
