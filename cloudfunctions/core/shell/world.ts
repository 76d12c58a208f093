import type { Day, Instant } from '@contract/calendar'
import { dayOf } from '@contract/calendar'
import { instantOf } from '@core/domain/calendar'
import { cloudbaseStore } from '@core/store/cloudbase'
import { cloudFiles, type Files } from '@core/store/files'
import type { Store } from '@core/store/store'
import { createWechat } from '@core/wechat/client'
import type { Wechat } from '@core/wechat/wechat'
import { randomBytes } from 'node:crypto'
import { readSettings, type Settings } from './settings'

/**
 * Everything outside a decision, handed in as an argument. `now` is read once, here: a call that
 * straddles midnight has one day, and a test can be any day (architecture rule 5).
 */
export type World = {
  readonly now: Instant
  readonly today: Day
  readonly store: Store
  readonly files: Files
  readonly wechat: Wechat
  readonly settings: Settings
  /** 128 random bits: an id nobody can guess. */
  newId(): string
  /** Milliseconds of real time since the call began: how long walks know when to stop. */
  elapsedMs(): number
}

export function cloudWorld(): World {
  const settings = readSettings(process.env)
  const beganMs = Date.now()
  const now = instantOf(beganMs + settings.clockOffsetMs)
  return {
    now,
    today: dayOf(now),
    store: cloudbaseStore(),
    files: cloudFiles(),
    wechat: createWechat(settings, now),
    settings,
    newId: () => randomBytes(16).toString('hex'),
    elapsedMs: () => Date.now() - beganMs,
  }
}
