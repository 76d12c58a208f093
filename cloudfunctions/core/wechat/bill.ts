import type { Day, Instant } from '@contract/calendar'
import type { Settings } from '@core/shell/settings'
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod'
import { readBillFile } from './billFile'
import { type PayApi, payFile } from './payApi'
import { type TradeBill, WechatFault } from './wechat'

/**
 * A day's trade bill (pay.weixin.qq.com/doc/v3/merchant/4012556654): its address and hash come in a
 * signed answer, the file itself unsigned, so the hash is what makes it WeChat Pay's.
 */
const FILE_BYTES_MAX = 128 * 1024 * 1024
const GZIP_MARK = Buffer.from([0x1f, 0x8b])

const Address = z.object({ hash_type: z.string(), hash_value: z.string().min(1), download_url: z.url() })

/** Throws WechatFault when WeChat Pay did not answer, or not in a way that is final. */
export async function tradeBill(settings: Settings, now: Instant, call: PayApi, day: Day): Promise<TradeBill> {
  let answer: unknown
  try {
    answer = await call('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`)
  } catch (error) {
    // Only a signed refusal says so: a day taken for empty by mistake would never be looked at again.
    const code = error instanceof WechatFault && error.final ? error.code : null
    if (code === 'NO_STATEMENT_EXIST') return { state: 'empty' }
    if (code === 'STATEMENT_CREATING') return { state: 'not_yet' }
    throw error
  }
  const address = Address.safeParse(answer)
  if (!address.success) return bad('账单的下载地址不完整')
  const { hash_type: hashType, hash_value: hash, download_url: url } = address.data
  if (hashType !== 'SHA1') return bad(`账单的校验方式是 ${hashType.slice(0, 20)}，不是 SHA1`)
  const file = unzipped(await payFile(settings, now, url))
  if (!file) return bad('账单解不开')
  // Of the file as it is written, not as it is packed (P35).
  if (createHash('sha1').update(file).digest('hex') !== hash.toLowerCase()) return bad('账单的校验值不符，文件可能不完整')
  const read = readBillFile(file.toString('utf8'), settings.pay.mchid)
  return read.ok ? { state: 'rows', rows: read.rows, hash } : bad(read.why)
}

/** Packed when it was asked so; a file that comes as it is, is taken as it is. */
function unzipped(bytes: Buffer): Buffer | null {
  if (!bytes.subarray(0, 2).equals(GZIP_MARK)) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: FILE_BYTES_MAX })
  } catch {
    return null
  }
}

function bad(why: string): TradeBill {
  return { state: 'bad', why }
}
