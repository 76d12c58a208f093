import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Codes } from './codes'
import { deliver, type Means as Delivering } from './delivery'
import { FAULTS, type Faults } from './faults'
import { FingertipAskSchema, openSheet, SheetAskSchema, touch } from './fingertip'
import { FORGERY_KINDS } from './forgeries'
import { parseJson, readBody, sendJson } from './http'
import type { Keys } from './keys'
import type { Clock } from './model'
import type { Phones } from './phones'
import type { Shelves } from './shelves'
import { shownNotice, shownOrder } from './shown'
import type { Till } from './till'

type Means = {
  till: Till
  keys: Keys
  clock: Clock
  faults: Faults
  phones: Phones
  codes: Codes
  shelves: Shelves
  delivering: Delivering
}
type Reply = { readonly status: number; readonly body: unknown }
type Visit = { readonly query: URLSearchParams; readonly body: unknown }
type Address = (means: Means, visit: Visit) => Reply | Promise<Reply>

/** Real time the fingertip's answer waits for the merchant: a little more than a notice may take. */
const ROUND_WAIT_MS = 6000

const OpenidSchema = z.strictObject({ openid: z.string().min(1) })
const PromptSchema = OpenidSchema.extend({ templateIds: z.array(z.string()), accept: z.array(z.string()) })
const ForgeSchema = z.strictObject({ outTradeNo: z.string().min(1), kind: z.enum(FORGERY_KINDS) })

/** What hands and eyes do on real phones, and what goes wrong on purpose: the addresses of /local/wechat/. */
const ADDRESSES: Record<string, Address> = {
  /** {outTradeNo, outcome} -> FingertipAnswer */
  'POST pay': asking(FingertipAskSchema, pay),
  /** {openid?, sheet} -> SheetAnswer */
  'POST sheet': asking(SheetAskSchema, (means, ask) => {
    const answer = openSheet(means, ask)
    return { status: answer.ok ? 200 : 400, body: answer }
  }),
  /** {outTradeNo, kind} -> {delivery}: one forged notice, now, of an order that need not be paid */
  'POST forge': asking(ForgeSchema, forgeOne),
  'GET faults': ({ faults }) => ok({ faults: faults.current(), known: sentences() }),
  'POST faults': ({ faults }, { body }) => {
    const problem = faults.merge(body)
    return problem ? wrong(400, problem) : ok({ faults: faults.current() })
  },
  /** ?openid= -> {messages}, oldest first */
  'GET messages': ({ phones }, { query }) => ok({ messages: phones.inbox(query.get('openid') ?? '') }),
  /** {openid, templateIds, accept} -> {answers, quota} */
  'POST subscribe': asking(PromptSchema, ({ phones }, { openid, templateIds, accept }) => {
    if (!phones.know(openid)) return nobody
    const answer = phones.prompt(openid, templateIds, accept)
    return answer.ok ? ok({ ...answer, quota: phones.quotas(openid) }) : { status: 400, body: answer }
  }),
  /** {openid} -> {code}, for getuserphonenumber */
  'POST phone': asking(OpenidSchema, ({ phones, codes }, { openid }) => {
    if (!phones.know(openid)) return nobody
    const hasPhone = phones.person(openid)?.phone !== undefined
    return hasPhone ? ok({ code: codes.issue(openid, 'phone') }) : wrong(409, '此人的微信没有绑定手机号')
  }),
  /** {openid} -> {code}, for jscode2session */
  'POST login': asking(OpenidSchema, ({ phones, codes }, { openid }) =>
    phones.know(openid) ? ok({ code: codes.issue(openid, 'login') }) : nobody,
  ),
  /** Orders that wait for a fingertip. */
  'GET orders': ({ till }) => ok({ orders: till.awaiting().map(shownOrder) }),
  /** ?outTradeNo= -> {notices} of one order or of all, in the order of the payments, with every delivery */
  'GET notices': ({ shelves }, { query }) => {
    const asked = query.get('outTradeNo')
    const notices = shelves.notices.list().filter(({ outTradeNo }) => asked === null || outTradeNo === asked)
    return ok({ notices: notices.sort((a, b) => a.createdAtMs - b.createdAtMs).map(shownNotice) })
  },
}

export async function serveLocal(means: Means, path: string, req: IncomingMessage, res: ServerResponse) {
  const url = new URL(path, 'http://local')
  const body = parseJson((await readBody(req)).toString('utf8'))
  const address = ADDRESSES[`${req.method} ${url.pathname.slice(1)}`]
  const reply = address ? await address(means, { query: url.searchParams, body }) : wrong(404, '没有这个地址')
  sendJson(res, reply.status, reply.body)
}

/** Answers when the first round of notices has been answered, as a sheet takes a moment to close. */
async function pay(means: Means, ask: z.infer<typeof FingertipAskSchema>): Promise<Reply> {
  const { answer, round } = touch(means, ask)
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ROUND_WAIT_MS)
  })
  await Promise.race([round, enough])
  clearTimeout(timer)
  return { status: answer.ok ? 200 : answer.status, body: answer }
}

async function forgeOne(means: Means, { outTradeNo, kind }: z.infer<typeof ForgeSchema>): Promise<Reply> {
  const order = means.till.byNumber(outTradeNo)
  if (!order) return wrong(404, '没有这笔订单')
  return ok({ delivery: await deliver(means.delivering, means.till.imagine(order), kind) })
}

function asking<T>(schema: z.ZodType<T>, act: (means: Means, ask: T) => Reply | Promise<Reply>): Address {
  return (means, { body }) => {
    const parsed = schema.safeParse(body)
    return parsed.success ? act(means, parsed.data) : wrong(400, z.prettifyError(parsed.error))
  }
}

const ok = (body: object): Reply => ({ status: 200, body: { ok: true, ...body } })
const wrong = (status: number, says: string): Reply => ({ status, body: { ok: false, says } })
const nobody = wrong(404, '没有这个人')

function sentences(): Record<string, string> {
  return Object.fromEntries(Object.entries(FAULTS).map(([name, { says }]) => [name, says]))
}
