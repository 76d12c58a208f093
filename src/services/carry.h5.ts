import type { CloudFunction, Question } from './carry'
import { visitor } from './visitor.h5'

/** The local cloud's door for browsers. The header stands for what WeChat would vouch for. */
export async function carry(fn: CloudFunction, question: Question): Promise<unknown> {
  const response = await fetch(`/call/${fn}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-local-openid': visitor() },
    body: JSON.stringify(question),
  })
  if (!response.ok) throw new Error(`${fn} answered ${response.status}`)
  return response.json()
}
