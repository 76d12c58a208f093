import type { Instant } from '@contract/calendar'
import type { Settings } from '@core/shell/settings'
import { createDecipheriv } from 'node:crypto'
import * as z from 'zod'
import { flawIn } from './signature'
import { paidFact, TransactionSchema } from './transaction'
import { ForgedNotice, type HttpEvent, type Notice, SealedNotice } from './wechat'

/** The 16 bytes of the tag follow the ciphertext (AEAD_AES_256_GCM, doc/v3/merchant/4012071382). */
const TAG_BYTES = 16

const Envelope = z.object({
  id: z.string().min(1).max(64),
  event_type: z.string().min(1),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.base64(),
    nonce: z.string().min(1),
    associated_data: z.string().optional(),
  }),
})
/** What every event says of whose it is; refunds carry no appid. */
const Owner = z.object({
  appid: z.string().optional(),
  mchid: z.string().optional(),
  out_trade_no: z.string().min(1).optional(),
})

/**
 * Opens what came to our notice address over the open internet. Only the signature decides whether
 * it is WeChat's; nothing else in the event is believed, whoever put it there (P29).
 *
 * Throws ForgedNotice when it is not WeChat's, or is for another merchant, app or environment
 * (P28); SealedNotice when it is WeChat's and our APIv3 key does not open it (P27), any other Error
 * when it cannot be read: then WeChat must repeat it, because the payment may be real.
 */
export function openNotice(event: HttpEvent, settings: Settings, now: Instant): Notice {
  const { pay, app, orderPrefix } = settings
  // A body that somebody has parsed for us is no longer the one that was signed.
  if (typeof event.body !== 'string') throw new ForgedNotice('no body as text')
  const body = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')
  const arrived = Object.entries(event.headers ?? {})
  const headers = new Map(arrived.map(([name, value]) => [name.toLowerCase(), value]))
  const flaw = flawIn({ header: (name) => headers.get(name), body }, pay.verifyKeys, now)
  if (flaw) throw new ForgedNotice(flaw)

  const envelope = Envelope.parse(JSON.parse(body.toString('utf8')))
  const plain: unknown = JSON.parse(decrypt(envelope.resource, pay.apiV3Key))
  const owner = Owner.parse(plain)
  const outTradeNo = owner.out_trade_no ?? null
  if (owner.mchid !== undefined && owner.mchid !== pay.mchid) throw new ForgedNotice('another merchant')
  if (owner.appid !== undefined && owner.appid !== app.appid) throw new ForgedNotice('another app')
  const isHere = outTradeNo === null || outTradeNo.startsWith(orderPrefix)
  if (!isHere) throw new ForgedNotice('another environment')

  const named = { id: envelope.id, eventType: envelope.event_type }
  if (!envelope.event_type.startsWith('TRANSACTION.')) return { ...named, kind: 'other', outTradeNo }
  const transaction = TransactionSchema.parse(plain)
  if (transaction.trade_state !== 'SUCCESS') return { ...named, kind: 'other', outTradeNo }
  return { ...named, kind: 'paid', fact: paidFact(transaction) }
}

function decrypt(resource: z.infer<typeof Envelope>['resource'], apiV3Key: string): string {
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  if (sealed.length <= TAG_BYTES) throw new Error('notice: the ciphertext is too short')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(resource.nonce))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  decipher.setAAD(Buffer.from(resource.associated_data ?? ''))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    throw new SealedNotice('notice: rightly signed, and our APIv3 key does not open it')
  }
}
