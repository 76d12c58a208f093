import type { Settings } from '@core/shell/settings'
import { appApi } from './appApi'
import type { Tokens } from './token'
import { type SendAnswer, WechatFault } from './wechat'

/**
 * Every answer of /cgi-bin/message/subscribe/send that we know of, and what it means for the
 * message (law-and-conduct: WeChat rules). A code not listed is read by a person before anything
 * is sent again, as our own fault.
 */
const VERDICTS: Readonly<Record<number, SendAnswer['state']>> = {
  0: 'sent',
  40003: 'unreachable', // this openid is not of our app
  43101: 'unreachable', // refused, or no accepted prompt left
  40037: 'our_fault', // no such template
  41030: 'our_fault', // the page is not in the released version
  43102: 'our_fault',
  43104: 'our_fault', // openid and appid do not belong together
  43107: 'our_fault', // the right to send subscription messages was withdrawn
  45168: 'our_fault', // a forbidden word in the text
  47003: 'our_fault', // a field breaks its limit; errmsg names it
  48001: 'our_fault', // the app may not use this call
  [-1]: 'later',
  40001: 'later', // the token again, although it was just fetched
  40014: 'later',
  42001: 'later',
  43108: 'later', // two messages to one person at the same moment
  45009: 'later',
  45011: 'later', // too many in this minute
}

type Message = {
  readonly openid: string
  readonly templateKey: string
  readonly fields: Readonly<Record<string, string>>
  readonly page: string
}

export async function sendMessage(settings: Settings, tokens: Tokens, message: Message): Promise<SendAnswer> {
  const { app, templates } = settings
  const template = Object.hasOwn(templates, message.templateKey) ? templates[message.templateKey] : undefined
  if (!template) return ourFault('TEMPLATE_UNKNOWN', message.templateKey)
  // A template that lacks a field would be refused with 47003: better known before it is sent.
  const keyed = Object.entries(template.fields)
  const missing = keyed.map(([name]) => name).filter((name) => !Object.hasOwn(message.fields, name))
  if (missing.length > 0) return ourFault('FIELD_MISSING', missing.join(', '))

  const body = {
    touser: message.openid,
    template_id: template.id,
    page: message.page,
    data: Object.fromEntries(keyed.map(([name, key]) => [key, { value: message.fields[name] }])),
  }
  try {
    const said = await tokens.use((token) => appApi(app, '/cgi-bin/message/subscribe/send', token, body))
    // Only a plain 0 is a message sent; an answer that says nothing is none.
    if (said.errcode === undefined) return { state: 'later', code: 'ANSWER_NOT_READABLE' }
    return verdict(said.errcode, said.errmsg ?? '')
  } catch (error) {
    if (error instanceof WechatFault) return { state: 'later', code: error.code }
    throw error
  }
}

function verdict(errcode: number, errmsg: string): SendAnswer {
  const state = VERDICTS[errcode] ?? 'our_fault'
  const code = String(errcode)
  if (state === 'sent') return { state }
  return state === 'our_fault' ? ourFault(code, errmsg) : { state, code }
}
function ourFault(code: string, message: string): SendAnswer {
  return { state: 'our_fault', code, message }
}
