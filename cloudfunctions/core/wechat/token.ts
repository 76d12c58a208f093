import type { Instant } from '@contract/calendar'
import { addMs } from '@core/domain/calendar'
import { log } from '@core/shell/log'
import type { Settings } from '@core/shell/settings'
import { appApi, type Said } from './appApi'
import { WechatFault } from './wechat'

/** The token is no longer good: fetched once more, without force, and the call repeated once (law). */
const TOKEN_SPENT = [40001, 40014, 42001]
/** Their trouble or too many calls: passes by itself. Anything else means our appid or secret is wrong. */
const PASSING = [-1, 45009, 45011]

type Held = { readonly token: string; readonly goodUntil: Instant }
/** Outlives the call: one process serves many. By address and app, as a test may speak to several. */
const held = new Map<string, Held>()
const underWay = new Map<string, Promise<Held>>()

export type Tokens = {
  /** Makes the call with a token, and once more with the next token when WeChat no longer takes this one. */
  use(call: (token: string) => Promise<Said>): Promise<Said>
  /** Asks for the token although one may be held: whether appid and secret are still taken. */
  renew(): Promise<void>
}

/**
 * The access token by /cgi-bin/stable_token, which answers the same one within its life, so that
 * six functions in many processes do not drive each other's token out as getAccessToken would.
 */
export function createTokens(app: Settings['app'], now: Instant): Tokens {
  const key = `${app.apiUrl} ${app.appid}`
  async function fresh(): Promise<string> {
    // Many messages of one batch need it at once: one request serves them all.
    const fetching = underWay.get(key) ?? fetchToken(app, now).finally(() => underWay.delete(key))
    underWay.set(key, fetching)
    const got = await fetching
    held.set(key, got)
    return got.token
  }
  function current(): Promise<string> {
    const known = held.get(key)
    return known && now < known.goodUntil ? Promise.resolve(known.token) : fresh()
  }
  return {
    async renew() {
      await fresh()
    },
    async use(call) {
      const token = await current()
      const said = await call(token)
      if (!TOKEN_SPENT.includes(said.errcode ?? 0)) return said
      // Another call of the batch may have brought the next token already.
      const known = held.get(key)
      return call(known && known.token !== token ? known.token : await fresh())
    },
  }
}

async function fetchToken(app: Settings['app'], now: Instant): Promise<Held> {
  const said = await appApi(app, '/cgi-bin/stable_token', null, {
    grant_type: 'client_credential', appid: app.appid, secret: app.secret, force_refresh: false,
  })
  const { access_token: token, expires_in: lifeS } = said
  if (typeof token === 'string' && typeof lifeS === 'number') {
    return { token, goodUntil: addMs(now, lifeS * 1000) }
  }
  const code = said.errcode ?? 0
  const fault = new WechatFault(`TOKEN_${code}`, false, `stable_token: ${code} ${said.errmsg ?? ''}`)
  if (!PASSING.includes(code)) log.alarm('wechat token', fault)
  throw fault
}
