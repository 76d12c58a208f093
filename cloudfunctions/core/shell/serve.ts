import { accept, type Outcome, refuse, reply, type Reply } from '@contract/outcome'
import { callerOf } from '@core/store/cloudbase'
import * as z from 'zod'
import { log } from './log'
import type { World } from './world'

type Question = { readonly ask: z.ZodType; readonly answer: z.ZodType }
export type Contract = { readonly [action: string]: Question }
/** Who asks: the openid that the platform vouches for, and nothing else. */
export type Caller = { readonly openid: string }
/** One verb: load, decide, save. A refusal is answered, an accident thrown. */
export type Desk<Ask, Answer> = (ask: Ask, caller: Caller, world: World) => Promise<Outcome<Answer>>
export type Desks<C extends Contract> = {
  readonly [A in keyof C]: Desk<z.output<C[A]['ask']>, z.input<C[A]['answer']>>
}

const Envelope = z.object({ action: z.string().max(60), ask: z.unknown() })

/**
 * The door of a function that people call: a schema on the way in, the same on the way out.
 * Answers are parsed too, so that a field a contract does not name (an internal note, another
 * person's number) cannot leave by mistake (F46).
 */
export function serve<C extends Contract>(contract: C, desks: Desks<C>, openWorld: () => World) {
  return async (event: unknown, context: unknown): Promise<Reply<unknown>> => {
    const envelope = Envelope.safeParse(event)
    if (!envelope.success) return reply(refuse('ASK_MALFORMED'))
    const { action, ask } = envelope.data
    try {
      return reply(await answer(contract, desks, openWorld, action, ask, callerOf(context)))
    } catch (error) {
      log.alarm(action, error)
      return reply(refuse('TRY_AGAIN'))
    }
  }
}

async function answer<C extends Contract>(
  contract: C, desks: Desks<C>, openWorld: () => World, action: string, ask: unknown, openid: string | undefined,
): Promise<Outcome<unknown>> {
  // hasOwn: an action called "constructor" is unknown, not a property of every object.
  if (!Object.hasOwn(contract, action)) return refuse('ACTION_UNKNOWN')
  const question = contract[action] as Question
  if (!openid) return refuse('NOT_SIGNED_IN')
  const understood = question.ask.safeParse(ask ?? {})
  if (!understood.success) return refuse('ASK_MALFORMED')
  const desk = desks[action] as Desk<unknown, unknown>
  const outcome = await desk(understood.data, { openid }, openWorld())
  return outcome.ok ? accept(question.answer.parse(outcome.value)) : outcome
}
