import { refuse, reply } from '@contract/outcome'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WorldClock } from '../clock'
import { httpAnswer, httpEvent } from '../cloudbase/functions/httpAccess'
import { FunctionFailure, type Vouched, vouchedPerson } from '../cloudbase/functions/platform'
import type { Health } from '../health'
import { type People, PeopleRefused } from '../people'
import { JumpRefused, type Schedule } from '../schedule'
import type { Timer } from '../timers'
import { HttpProblem, readObject, readRaw, sendJson, sendJsonText } from './http'

export type GatewayParts = {
  readonly invoke: (fn: string, eventText: string, vouched: Vouched) => Promise<string>
  /** The mini-program that demo people open; undefined until WeChat says so. */
  readonly appid: () => string | undefined
  readonly clock: WorldClock
  readonly schedule: Schedule
  readonly timers: readonly Timer[]
  readonly people: People
  /** Once it answers. */
  readonly databaseUrl: () => Promise<string>
  readonly health: () => Health
  readonly wechat: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  readonly heardConsent: (openid: string, quota: Readonly<Record<string, number>>) => void
  readonly screens: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>
  readonly control: { readonly page: () => string; readonly panel: () => string }
  readonly log: (line: string) => void
}

/** Functions that a phone may call by name; all others are reached by a timer or over HTTP. */
const CALLED_BY_PEOPLE = ['resident', 'staff']
const OPENID = /^[\w-]{1,64}$/
/** A long jump outlasts most clients' patience for a first byte; JSON may begin with spaces. */
const PATIENCE_MS = 20_000

export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  parts: GatewayParts,
) => Promise<void>

/** Which route answers; null when no address fits. Throws a problem of 405 when only the method does not. */
export function findRoute(method: string, path: string): Route | null {
  // Also below it: what an unknown address under /notify is told is the function's own affair (F03).
  if (path === '/notify' || path.startsWith('/notify/')) return notify
  if (path.startsWith('/wechat/') || path.startsWith('/local/wechat/')) return wechat
  const row = ROUTES.find(([start]) => (start.endsWith('/') ? path.startsWith(start) : path === start))
  if (!row) return method === 'GET' || method === 'HEAD' ? screens : null
  const [start, routes] = row
  const route = routes[method]
  if (!route) throw new HttpProblem(405, `${start} 只接受 ${Object.keys(routes).join('、')}`)
  return route
}

const call: Route = async (request, response, url, parts) => {
  const fn = url.pathname.slice('/call/'.length)
  if (!CALLED_BY_PEOPLE.includes(fn))
    throw new HttpProblem(404, `不能这样调用 ${fn}，可以调用 ${CALLED_BY_PEOPLE.join('、')}`)
  const openid = openidOf(request)
  const asked = await readObject(request).catch(() => null)
  if (!asked) return sendJson(response, 400, reply(refuse('ASK_MALFORMED')))
  const appid = parts.appid()
  // The platform adds this field to what the phone sends. It is there to be ignored.
  const event = openid === undefined ? asked : { ...asked, userInfo: { appId: appid, openId: openid } }
  const answered = await parts.invoke(fn, JSON.stringify(event), vouchedPerson(openid, appid))
  if (openid !== undefined && asked['action'] === 'consent.record') hearConsent(openid, answered, parts)
  sendJsonText(response, 200, answered)
}

/** What the cloud has written down as accepted, the simulated phone has accepted too. */
function hearConsent(openid: string, answered: string, { heardConsent }: GatewayParts): void {
  const reply = JSON.parse(answered) as { ok?: boolean; value?: { quota?: Record<string, number> } }
  if (reply.ok && reply.value?.quota) heardConsent(openid, reply.value.quota)
}

function openidOf(request: IncomingMessage): string | undefined {
  const openid = request.headers['x-local-openid']
  if (openid === undefined || openid === '') return undefined
  if (typeof openid !== 'string' || !OPENID.test(openid)) throw new HttpProblem(400, 'x-local-openid 不合规')
  return openid
}

const timer: Route = async (_request, response, url, parts) => {
  const fn = url.pathname.slice('/timer/'.length)
  const found = parts.timers.find((one) => one.fn === fn)
  if (!found) {
    const names = parts.timers.map((one) => one.fn).join('、')
    throw new HttpProblem(404, `${fn} 没有定时触发器，有的是 ${names}`)
  }
  const run = await found.run(parts.clock.nowMs())
  if (!run.ok) throw new HttpProblem(500, run.says, { at: run.at, tookMs: run.tookMs })
  sendJson(response, 200, {
    ok: true,
    at: run.at,
    tookMs: run.tookMs,
    answer: JSON.parse(run.says) as unknown,
  })
}

const notify: Route = async (request, response, url, parts) => {
  const event = httpEvent(request, url, await readRaw(request))
  const { status, headers, body } = httpAnswer(await parts.invoke('payNotify', JSON.stringify(event), {}))
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(body)
}

const wechat: Route = async (request, response, url, parts) => {
  if (!(await parts.wechat(request, response))) throw new HttpProblem(404, `没有 ${url.pathname}`)
}

const readClock: Route = async (_request, response, _url, { clock, schedule }) =>
  sendJson(response, 200, { now: clock.now(), jumping: schedule.jumping() })

const jumpClock: Route = async (request, response, _url, { schedule }) => {
  const { now, timers } = await readObject(request)
  let began = false
  const patience = setInterval(() => {
    if (!began) response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    began = true
    response.write(' ')
  }, PATIENCE_MS)
  try {
    const report = await schedule.jump(now, timers !== false)
    if (began) response.end(JSON.stringify(report))
    else sendJson(response, 200, report)
  } catch (error) {
    if (began) response.end(JSON.stringify(problemOf(error).value))
    else throw error
  } finally {
    clearInterval(patience)
  }
}

const readPeople: Route = async (_request, response, _url, { people }) =>
  sendJson(response, 200, { people: people.all() })

const settlePeople: Route = async (request, response, _url, { people }) => {
  const { people: given } = await readObject(request)
  people.settle(given)
  sendJson(response, 200, { people: people.all() })
}

const look: Route = async (_request, response, url, { databaseUrl }) => {
  const collection = url.pathname.slice('/local/db/'.length)
  const answer = await fetch(`${await databaseUrl()}/db/${collection}${url.search}`)
  sendJsonText(response, answer.status, await answer.text())
}

const healthz: Route = async (_request, response, _url, { health }) => {
  const found = health()
  sendJson(response, found.ready ? 200 : 503, found)
}

const screens: Route = (request, response, url, parts) => parts.screens(request, response, url.pathname)

const page =
  (which: 'page' | 'panel'): Route =>
  async (_request, response, _url, { control }) => {
    const body = Buffer.from(control[which]())
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': body.length,
      'cache-control': 'no-store',
      // No other page may put this one under a visitor's pointer.
      'x-frame-options': 'DENY',
    })
    response.end(body)
  }

type Row = readonly [start: string, routes: Readonly<Record<string, Route>>]

/** An address that ends in a slash stands for everything below it. */
const ROUTES: readonly Row[] = [
  ['/call/', { POST: call }],
  ['/timer/', { POST: timer }],
  ['/local/clock', { GET: readClock, POST: jumpClock }],
  ['/local/people', { GET: readPeople, POST: settlePeople }],
  ['/local/db/', { GET: look }],
  ['/healthz', { GET: healthz }],
  ['/local', { GET: page('page') }],
  ['/local/panel', { GET: page('panel') }],
]

/** Every error in words and as JSON: a status, a sentence, and the platform's code where there is one. */
export function problemOf(error: unknown): { status: number; value: Readonly<Record<string, unknown>> } {
  if (error instanceof FunctionFailure) {
    return {
      status: error.status,
      value: { ok: false, errCode: error.errCode, errMsg: error.message, says: error.message },
    }
  }
  const says = error instanceof Error ? error.message : String(error)
  if (error instanceof HttpProblem)
    return { status: error.status, value: { ok: false, says, ...error.fields } }
  const refused = error instanceof JumpRefused || error instanceof PeopleRefused
  return { status: refused ? 400 : 500, value: { ok: false, says } }
}
