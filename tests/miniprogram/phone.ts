import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { WxStubs } from './wx'

type Json = Record<string, unknown>
type Resident = { readonly openid: string; readonly accountId: string }

/** A town with the real functions, and the phones that belong to the people who live there. */
export type PhoneTown = {
  /** One for each room asked for. */
  readonly people: readonly Resident[]
  /** What this person's `wx` answers: the cloud's own answers, and a finger on the payment sheet. */
  wxOf(openid: string, finger: Finger): WxStubs
  /** The next sweep, two minutes later. */
  sweep(): Promise<void>
  close(): Promise<void>
}
/** `silent`: WeChat takes the money and its notice never comes. */
export type Finger = 'success' | 'cancel' | 'silent'

export async function openPhoneTown(...rooms: readonly string[]): Promise<PhoneTown> {
  const script = ['--import', 'tsx', join(__dirname, 'phoneTown.ts'), ...rooms]
  const child = spawn(process.execPath, script, { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = new Promise<never>((_, reject) => child.once('exit', (code) => reject(new Error(`the town ended with ${code}`))))
  const line = new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve))
  const { url, people } = JSON.parse(await Promise.race([line, gone])) as { url: string; people: Resident[] }
  gone.catch(() => undefined)
  const post = (path: string, body: Json, openid?: string) => postJson(`${url}${path}`, body, openid)

  return {
    people,
    wxOf: (openid, finger) => ({
      callFunction: async ({ name, data }) => ({ result: await post(`/call/${String(name)}`, data as Json, openid) }),
      // As WeChat does: the five fields are checked, signature and all, before anything is shown.
      async requestPayment({ timeStamp, nonceStr, package: prepay, signType, paySign }) {
        const order = await post('/local/wechat/sheet', { openid, sheet: { timeStamp, nonceStr, package: prepay, signType, paySign } })
        const touched = order['ok'] === true ? await post('/local/wechat/pay', { outTradeNo: order['outTradeNo'], outcome: finger }) : order
        if (touched['ok'] !== true || finger === 'cancel') throw { errMsg: touched['errMsg'] }
        return { errMsg: touched['errMsg'] }
      },
    }),
    async sweep() {
      const { now } = await postJson(`${url}/local/clock`, null)
      const later = new Date(Date.parse(String(now)) + 120_000 + 8 * 3_600_000).toISOString().slice(0, 19)
      await post('/local/clock', { now: `${later}+08:00` })
    },
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.stdin.end()
      }),
  }
}

/** Sends `body`, or only asks when there is none; jsdom's world has no fetch. */
function postJson(url: string, body: Json | null, openid?: string): Promise<Json> {
  const headers = { 'content-type': 'application/json', ...(openid === undefined ? {} : { 'x-local-openid': openid }) }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: body ? 'POST' : 'GET', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve(JSON.parse(text) as Json)).on('error', reject)
    })
    asked.on('error', reject).end(body ? JSON.stringify(body) : undefined)
  })
}
