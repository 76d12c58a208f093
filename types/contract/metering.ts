import * as z from 'zod'
import { DayField, FenField, FileField, IdField, PeriodField, PositiveFenField, ShortText } from './fields'

/** Meters and what they counted; costs that are shared. */
const item = z.enum(['public_energy', 'water', 'electricity', 'gas', 'heating', 'lift'])
const ValueField = z.string().regex(/^\d{1,8}(\.\d{1,4})?$/)
/** A file of cloud storage, from the folder of such photos alone: whoever owes the bill is given its address. */
const PhotoField = z.string().max(400).regex(/^cloud:\/\/[\w.-]+\/reading-photos(\/[\w-][\w.-]*)+$/)
const unit = z.enum(['ton', 'kwh', 'cubic_metre', 'gigajoule'])
const DigitsField = z.int().min(3).max(8)
const count = z.int().min(0)

const last = z.object({ readingId: IdField, day: DayField, value: z.string(), used: z.string().nullable(), unusual: z.boolean(), billed: z.boolean(),
  /** An address of its photo that runs out by itself. */
  photo: z.string().optional(),
})
const meter = z.object({
  meterId: IdField, label: z.string(), serial: z.string(), item: z.string(), title: z.string(), unit: z.string(), digits: z.int(),
  /** The latest look at it; null before its first. */
  last: last.nullable(),
  /** Read in the month that is asked for. */
  done: z.boolean(),
})
const pool = z.object({
  poolId: IdField, item: z.string(), title: z.string(), period: PeriodField, cost: FenField, says: z.string(), by: z.enum(['area', 'premises', 'usage']),
  state: z.enum(['entered', 'divided', 'billed']), count,
})

export const meteringContract = {
  /** The round: meters of a building in the order of their doors, with the last value beside each. */
  'meter.list': {
    ask: z.strictObject({
      communityId: IdField, item, month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).optional(), building: ShortText.optional(), after: IdField.optional(),
    }),
    answer: z.object({ month: z.string(), rows: z.array(meter), next: IdField.optional() }),
  },
  'meter.add': {
    ask: z.strictObject({
      premisesId: IdField, item, serial: ShortText, unit, digits: DigitsField.default(5), multiplier: z.string().regex(/^[1-9]\d{0,3}$/).default('1'),
      on: DayField, base: ValueField,
    }),
    answer: z.object({ meterId: IdField }),
  },
  /** Takes a meter down with its last value, and puts another up with its first. */
  'meter.replace': {
    ask: z.strictObject({
      meterId: IdField, on: DayField, last: ValueField, rolledOver: z.boolean().default(false), serial: ShortText, digits: DigitsField.default(5),
      base: ValueField,
    }),
    answer: z.object({ meterId: IdField, used: z.string() }),
  },
  /** Takes a meter down for good, with its last value. */
  'meter.remove': {
    ask: z.strictObject({ meterId: IdField, on: DayField, last: ValueField, rolledOver: z.boolean().default(false) }),
    answer: z.object({ used: z.string() }),
  },
  /** One look a day, today's where none is named: entered again for the same day it takes the place of the first, until a bill has charged it. */
  'reading.enter': {
    ask: z.strictObject(
      { meterId: IdField, day: DayField.optional(), value: ValueField, rolledOver: z.boolean().optional(), photo: PhotoField.optional() },
    ),
    answer: z.object({ readingId: IdField, used: z.string().nullable(), unusual: z.boolean() }),
  },

  /** A photo of a look at a meter, for the reading that names it. A JPEG or PNG of at most a megabyte. */
  'reading.photo': {
    ask: z.strictObject({ meterId: IdField, base64: z.string().min(1).max(1_400_000).regex(/^[A-Za-z0-9+/]+={0,2}$/) }),
    answer: z.object({ photo: z.string() }),
  },
  /** The round as a table with the last values, to be filled in and taken in again by reading.sheet. */
  'reading.template': {
    ask: z.strictObject({ communityId: IdField, item, building: ShortText.optional() }),
    answer: z.object({ name: z.string(), base64: z.string(), rows: count }),
  },
  /** A table of readings: looked at first, and with `preview: false` written. The same one twice changes nothing. */
  'reading.sheet': {
    ask: z.strictObject({
      communityId: IdField, item, file: FileField, preview: z.boolean(),
      /** For rows without a day. */
      day: DayField.optional(),
    }),
    answer: z.object({
      rows: z.object({ accepted: count, warned: count, refused: count, unchanged: count, ignored: count }),
      issues: z.array(z.object({ row: z.int(), level: z.enum(['refused', 'warned']), label: z.string(), says: z.string() })),
      written: count,
      /** Rows that the call had no time for: asked again, they follow. */
      left: count,
    }),
  },

  'pool.list': { ask: z.strictObject({ communityId: IdField }), answer: z.object({ pools: z.array(pool) }) },
  /** Entered again for the same item and period it takes the place of the first, until it is billed. */
  'pool.enter': {
    ask: z.strictObject({
      communityId: IdField, item, period: PeriodField, cost: PositiveFenField, says: ShortText, by: z.enum(['area', 'premises', 'usage']),
    }),
    answer: z.object({ poolId: IdField }),
  },
  /** Every share, before anything is written; the first lines of them, and that they add up. */
  'pool.preview': {
    ask: z.strictObject({ poolId: IdField }),
    answer: z.object({
      pool, total: FenField, count, smallest: FenField, largest: FenField,
      shares: z.array(z.object({ label: z.string(), part: z.string(), amount: FenField })),
      left: z.array(z.object({ label: z.string(), says: z.string() })),
    }),
  },
  /** Divides it; asked again before it is billed it divides anew. */
  'pool.divide': { ask: z.strictObject({ poolId: IdField }), answer: z.object({ divided: count, count, done: z.boolean() }) },
} as const
