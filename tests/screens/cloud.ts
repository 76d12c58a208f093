import { REFUSALS, type Refusal, type Reply } from '@contract/outcome'
import { act } from '@testing-library/react'
import { phone } from './standIns/taro'

/**
 * The cloud as a phone meets it: below the door, where WeChat's own call would be. A test says what
 * each question is answered; what nobody said an answer for is unreachable.
 */
type Asked = { readonly fn: string; readonly action: string; readonly ask: Record<string, unknown> }
type Answer = Reply<unknown> | Promise<Reply<unknown>>
type Answers = Record<string, Answer | ((ask: Record<string, unknown>) => Answer)>

export const ok = (value: unknown): Reply<unknown> => ({ ok: true, value })
export const no = (refusal: Refusal): Reply<unknown> => ({ ok: false, refusal, ...REFUSALS[refusal] })
export const never = new Promise<never>(() => undefined)

let answers: Answers = {}

export function cloudSays(said: Answers): void {
  answers = { ...answers, ...said }
  phone.answers['cloud.callFunction'] = async (options) => {
    const { data } = options as { data: Asked }
    const answer = answers[data.action]
    if (answer === undefined) throw new Error(`${data.action}: request:fail`)
    return { result: await (typeof answer === 'function' ? answer(data.ask) : answer) }
  }
}

export function forgetCloud(): void {
  answers = {}
  phone.reset()
}

/** What was asked, oldest first. */
export function asked(action: string): Record<string, unknown>[] {
  return phone.calls
    .filter(({ name }) => name === 'cloud.callFunction')
    .map(({ options }) => options['data'] as Asked)
    .filter((each) => each.action === action)
    .map((each) => each.ask)
}

export const called = (name: string) =>
  phone.calls.filter((call) => call.name === name).map((call) => call.options)

const TURNS = 40 // more promises than any answer passes through on its way to the screen

/** Lets every answer that is already there arrive. Needs no timer, so it also works while time stands still. */
export const settle = () =>
  act(async () => {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve()
  })
