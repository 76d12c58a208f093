import type { Instant } from '@contract/calendar'
import type { Settings } from '@core/shell/settings'
import { phoneOf } from './login'
import { sendMessage } from './messages'
import { createPay } from './pay'
import { pingApp } from './ping'
import { createTokens } from './token'
import type { Wechat } from './wechat'

/** WeChat, for one call: `now` is the world's clock, and dates every signature and every token. */
export function createWechat(settings: Settings, now: Instant): Wechat {
  const tokens = createTokens(settings.app, now)
  return {
    pay: createPay(settings, now),
    send: (message) => sendMessage(settings, tokens, message),
    phoneOf: (code) => phoneOf(settings.app, tokens, code),
    pingApp: () => pingApp(tokens),
  }
}
