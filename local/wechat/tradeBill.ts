import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { writeBill } from './billText'
import type { Faults } from './faults'
import type { Keys } from './keys'
import type { Clock } from './model'
import { granted, type PayAnswer, refused } from './payAnswers'
import type { Shelves } from './shelves'
import { parseRfc3339, rfc3339 } from './worldTime'

/**
 * The trade bill: asked for by day, fetched from an address of its own.
 * Source: pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html and
 * doc/v3/merchant/4012556654. The address lives 5 minutes on newer pages and 30 s on older ones;
 * the shorter life is kept here, so that whoever meets it meets both.
 */
export const FILE_PATH = '/v3/billdownload/file'
const ADDRESS_LIFE_MS = 30_000
/** A day's bill is ready at ten o'clock of the next day. */
const READY_AFTER_MS = 34 * 3_600_000
const KEPT_MS = 92 * 24 * 3_600_000
const BILL_TYPES = ['ALL', null]

type Means = { shelves: Shelves; keys: Keys; clock: Clock; faults: Faults; payUrl: string }
export type Bills = ReturnType<typeof createBills>

export function createBills(means: Means) {
  const { clock, faults } = means
  /** Nothing that lives for half a minute needs to outlive a restart. */
  const files = new Map<string, { readonly bytes: Buffer; readonly untilMs: number }>()

  return {
    ask({ searchParams }: URL): PayAnswer {
      const day = searchParams.get('bill_date') ?? ''
      const startMs = parseRfc3339(`${day}T00:00:00+08:00`)
      const nowMs = clock.nowMs()
      const zip = searchParams.get('tar_type')
      if (startMs === null || rfc3339(startMs).slice(0, 10) !== day) return wrong('bill_date')
      if (startMs > nowMs || nowMs - startMs > KEPT_MS) return wrong('bill_date')
      if (!BILL_TYPES.includes(searchParams.get('bill_type'))) return wrong('bill_type')
      if (zip !== null && zip !== 'GZIP') return wrong('tar_type')
      if (nowMs < startMs + READY_AFTER_MS || faults.take('billLate')) return refused('CREATING')
      const text = writeBill(means, day)
      if (text === null) return refused('NO_STATEMENT')

      const file = Buffer.from(text)
      const sent = faults.take('billTruncated') ? file.subarray(0, Math.floor(file.length / 2)) : file
      const token = randomBytes(24).toString('hex')
      for (const [old, { untilMs }] of files) if (untilMs < nowMs) files.delete(old)
      files.set(token, { bytes: zip ? gzipSync(sent) : sent, untilMs: nowMs + ADDRESS_LIFE_MS })
      const hashed = faults.take('billHashWrong') ? Buffer.concat([file, Buffer.from(' ')]) : file
      const hash_value = createHash('sha1').update(hashed).digest('hex')
      return granted({ hash_type: 'SHA1', hash_value, download_url: `${means.payUrl}${FILE_PATH}?token=${token}` })
    },

    /** Null when the address is unknown or its time is over. */
    file({ searchParams }: URL): Buffer | null {
      const kept = files.get(searchParams.get('token') ?? '')
      return kept && kept.untilMs >= clock.nowMs() ? kept.bytes : null
    },
  }
}

function wrong(field: string): PayAnswer {
  return refused('INVALID', { location: 'query', field, issue: `${field} is not one that is served` })
}
