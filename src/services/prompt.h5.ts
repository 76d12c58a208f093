import { askInSheet } from './askInSheet.h5'
import type { PromptAnswers } from './prompt'
import { askPhone, myself } from './simulator.h5'

export async function askPrompt(templateIds: string[]): Promise<PromptAnswers> {
  const allowed = await askInSheet({
    title: '接收通知',
    says: '允许发送一条微信通知给您吗？',
    yes: '允许',
    no: '取消',
  })
  const answer = await askPhone('subscribe', { ...myself(), templateIds, accept: allowed ? templateIds : [] })
  if (!answer.ok) throw new Error(answer.says)
  return answer['answers'] as PromptAnswers
}
