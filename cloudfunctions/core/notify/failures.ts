import { addMs } from '@core/domain/calendar'
import { log } from '@core/shell/log'
import type { World } from '@core/shell/world'
import type { Message, Task } from '@core/store/records'
import { ending } from './record'

/** Minutes to wait after each try that WeChat asked us to repeat; after the last, a person looks (F29). */
const RETRY_AFTER_MIN = [1, 2, 5, 15, 30] as const
const MINUTE_MS = 60_000

/** WeChat was busy or could not be reached: the same message again, later and later. */
export async function retryLater(world: World, message: Message, code: string): Promise<void> {
  const wait = RETRY_AFTER_MIN[message.attempts]
  if (wait === undefined) return giveUp(world, message, code)
  await world.store.setIf('messages', message._id, { state: 'queued', leaseUntil: message.leaseUntil }, {
    sendingSince: null, leaseUntil: world.now, notBefore: addMs(world.now, wait * MINUTE_MS), why: code,
  })
}

/** Tried and never got through: it does not vanish, a task says so (F29). */
export async function giveUp(world: World, message: Message, code: string): Promise<void> {
  await failed(world, message, code, {
    _id: `message_failed:${message._id}`, kind: 'message_failed', accountId: message.accountId,
    title: '有一条微信消息没有发出', says: `微信一直没有回应（${code}），已停止重试，请电话联系或明天再提醒`,
  })
}

/** Our own mistake, in a template, a page or a field: an alarm, and no retry that would only fail again. */
export async function fail(world: World, message: Message, code: string, detail = ''): Promise<void> {
  log.alarm('a message of ours cannot be sent', { id: message._id, template: message.templateKey, code, detail })
  await failed(world, message, code, {
    // One task a day and cause, not one for each of hundreds of messages.
    _id: `send_fault:${message.communityId}:${message.templateKey}:${code}:${world.today}`, kind: 'send_fault', accountId: null,
    title: '微信消息发不出去', says: `系统配置有误（${message.templateKey}，${code}），今天的这类消息没有发出，请联系技术支持`,
  })
}

type Alarm = Pick<Task, '_id' | 'kind' | 'accountId' | 'title' | 'says'>

async function failed(world: World, message: Message, why: string, task: Alarm): Promise<void> {
  const { communityId } = message
  await world.store.addNew('tasks', [{ ...task, communityId, state: 'open', createdAt: world.now, doneBy: null, doneAt: null }])
  await world.store.setIf('messages', message._id, { state: 'queued', leaseUntil: message.leaseUntil }, ending('failed', why, world.now))
}
