import type { Day } from '@contract/calendar'
import { createWechat } from '@core/wechat/client'
import { createHash, verify } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { faultOf, MERCHANT, NOW, openHosts, payAnswer, type Seen } from './platform'

const DAY = '2026-06-30' as Day
const BILL = [
  '微信订单号,商户订单号,公众账号ID,商户号,交易状态,总金额,微信退款单号,退款金额,手续费',
  '`42001,`T_20260630000001,`wx0123456789abcdef,`1900000001,`SUCCESS,`1.15,`0,`0,`0.01000',
  '总交易单数,总交易额,总退款金额,手续费总金额',
  '`1.0,`1.15,`0.0,`0.01000',
].join('\n')

let wechat: Awaited<ReturnType<typeof openHosts>>
beforeAll(async () => {
  wechat = await openHosts()
})
afterAll(() => wechat.close())
beforeEach(() => {
  wechat.seen.length = 0
})

const tradeBill = () => createWechat(wechat.settings, NOW).pay.tradeBill(DAY)
const sha1 = (text: string | Buffer) => createHash('sha1').update(text).digest('hex')
/** First the address, signed; then the file, unsigned. */
const serves = (file: Buffer, told: object = {}) => {
  wechat.hosts.reply = ({ url }, res: ServerResponse) => {
    if (url.startsWith('/v3/billdownload/')) return void res.writeHead(200).end(file)
    const address = { hash_type: 'SHA1', hash_value: sha1(BILL), download_url: `${wechat.url}/v3/billdownload/file?token=6XIv5`, ...told }
    payAnswer(res, 200, address)
  }
}
const refuses = (status: number, code: string, signing?: null) => {
  wechat.hosts.reply = (_, res) => payAnswer(res, status, { code, message: '' }, signing)
}
function wasSigned({ method, url, headers }: Seen): boolean {
  const named = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(headers.authorization ?? '')?.[1] ?? ''
  const text = `${method}\n${url}\n${named('timestamp')}\n${named('nonce_str')}\n\n`
  return verify('sha256', Buffer.from(text), MERCHANT.publicKey, Buffer.from(named('signature'), 'base64'))
}

describe('the trade bill', () => {
  it('is asked for by its day, then fetched; both questions are signed, the file is not', async () => {
    serves(gzipSync(BILL))
    await expect(tradeBill()).resolves.toMatchObject({ state: 'rows', hash: sha1(BILL), rows: [{ transactionId: '42001', amount: 115 }] })
    expect(wechat.seen.map(({ url }) => url)).toEqual([
      '/v3/bill/tradebill?bill_date=2026-06-30&bill_type=ALL&tar_type=GZIP', '/v3/billdownload/file?token=6XIv5',
    ])
    expect(wechat.seen.map(wasSigned)).toEqual([true, true])
  })

  it('may come as it is although it was asked for packed', async () => {
    serves(Buffer.from(BILL))
    await expect(tradeBill()).resolves.toMatchObject({ state: 'rows' })
  })

  it.each([
    ['P35 a file cut short', Buffer.from(BILL.slice(0, -10)), {}, '账单的校验值不符，文件可能不完整'],
    ['P35 another file’s hash', gzipSync(BILL), { hash_value: sha1('another') }, '账单的校验值不符，文件可能不完整'],
    ['P35 the hash of the packed file', gzipSync(BILL), { hash_value: sha1(gzipSync(BILL)) }, '账单的校验值不符，文件可能不完整'],
    ['P35 a packed file cut short', gzipSync(BILL).subarray(0, 60), {}, '账单解不开'],
    ['a hash of another kind', gzipSync(BILL), { hash_type: 'MD5' }, '账单的校验方式是 MD5，不是 SHA1'],
    ['an address that is none', gzipSync(BILL), { download_url: 'here' }, '账单的下载地址不完整'],
  ])('%s is refused', async (_, file, told, why) => {
    serves(file, told)
    await expect(tradeBill()).resolves.toEqual({ state: 'bad', why })
  })

  it('P36 a file whose summary is wrong is refused although its hash fits', async () => {
    const wrong = BILL.replace('`1.0,`1.15', '`2.0,`1.15')
    serves(gzipSync(wrong), { hash_value: sha1(wrong) })
    await expect(tradeBill()).resolves.toEqual({ state: 'bad', why: '汇总写的是 2.0 笔，明细有 1 笔' })
  })

  it('P35 no rows on a day, and not written yet, are two different answers', async () => {
    refuses(400, 'NO_STATEMENT_EXIST')
    await expect(tradeBill()).resolves.toEqual({ state: 'empty' })
    refuses(400, 'STATEMENT_CREATING')
    await expect(tradeBill()).resolves.toEqual({ state: 'not_yet' })
  })

  it('P38 an unsigned "nothing happened" settles nothing', async () => {
    refuses(400, 'NO_STATEMENT_EXIST', null)
    expect(await faultOf(tradeBill())).toEqual(['NO_STATEMENT_EXIST', false])
  })

  it('trouble of theirs, and an address whose time is over, are asked about again later', async () => {
    refuses(500, 'SYSTEM_ERROR')
    expect(await faultOf(tradeBill())).toEqual(['SYSTEM_ERROR', false])
    wechat.hosts.reply = ({ url }, res) => {
      if (url.startsWith('/v3/billdownload/')) return void res.writeHead(404).end('{}')
      payAnswer(res, 200, { hash_type: 'SHA1', hash_value: sha1(BILL), download_url: `${wechat.url}/v3/billdownload/file?token=old` })
    }
    expect(await faultOf(tradeBill())).toEqual(['HTTP_404', false])
  })
})
