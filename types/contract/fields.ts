import * as z from 'zod'
import type { Day, Instant } from '../calendar'
import type { Fen } from '../money'

/**
 * The fields that several questions share. Every text is bounded: an unbounded one is how an odd
 * input becomes a fault instead of a refusal (F48).
 */
const AMOUNT_MAX = 100_000_000_00 // a hundred million yuan: above any real bill, far below 2^53 fen

export const FenField = z.int().min(-AMOUNT_MAX).max(AMOUNT_MAX).transform((amount) => amount as Fen)
export const PositiveFenField = z.int().min(1).max(AMOUNT_MAX).transform((amount) => amount as Fen)

/** Ids of ours: ASCII, no braces or dollar signs, so none can be read as an operator or a path. */
export const IdField = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._:@-]{0,127}$/)
export const OpenidField = z.string().regex(/^[0-9A-Za-z_-]{4,64}$/)
/** Order numbers as WeChat Pay allows them (JSAPI order page: 6–32 of these characters). */
export const OutTradeNoField = z.string().regex(/^[0-9A-Za-z_|*-]{6,32}$/)
export const ShortText = z.string().trim().min(1).max(60)
export const LongText = z.string().trim().min(1).max(500)

export const DayField = z.iso.date().transform((day) => day as Day)
export const InstantField = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?\+08:00$/).transform((at) => at as Instant)
/** A billing period: `YYYY-MM`, `YYYY-Qn`, `YYYY-Hn` or `YYYY`. */
export const PeriodField = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/)
/** Exact decimals travel as text (rules §1). */
export const PriceField = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/)

/** A file of the user's: up to 3 MB inside the call, larger ones through cloud storage. */
export const FileField = z.union([
  z.strictObject({ base64: z.string().min(1).max(4_300_000).regex(/^[A-Za-z0-9+/]+={0,2}$/) }),
  z.strictObject({ fileId: z.string().min(1).max(400) }),
  /** In the order in which file.part took them. */
  z.strictObject({ parts: z.array(z.string().max(400).regex(/^cloud:\/\/[\w.-]+\/uploads(\/[\w-]+)+$/)).min(1).max(10) }),
])
/** Where a page ended, in the answer; what comes back as "after" is a field of the exact shape (F48). */
export const CursorField = z.string().min(1).max(300)
/** A day and an account: the page ended at exactly this one. */
export const PlaceField = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])_[0-9A-Za-z][0-9A-Za-z._:@-]{0,127}$/)
