import { type Fen, fen } from '@contract/money'
import type { PremisesKind } from '@core/store/records'

/**
 * The dunning policy, whole (rules §9): which stages exist, when each is reached, by which channel,
 * and whether a person must release it. To change when or how people are reminded, change this
 * table; nothing else in the program knows a number of days.
 */
export type DunningStageCode = 'issued' | 'T-7' | 'T-5' | 'T-1' | 'T+1' | 'T+7' | 'T+30'
export type Channel = 'wechat' | 'call_task'

export type Stage = {
  readonly code: DunningStageCode
  /** Courtesy is before the due day, dunning after it: two different legal weights (vocabulary). */
  readonly kind: 'courtesy' | 'dunning'
  /** Days from the due day; null: as soon as the bill stands in the account. */
  readonly offset: number | null
  readonly channel: Channel
  /** Less than this is not worth a contact: all that is owed for courtesy, the overdue part for dunning. */
  readonly amountMin: Fen
  /** Sent by the daily timer without a person. Only messages no later than T+7 may be (law). */
  readonly automatic: boolean
  /** From this age on a person's run may phone those whom the message cannot reach; null: never. */
  readonly callFrom: number | null
}

const ANY = fen(1)
const MESSAGE = { channel: 'wechat', automatic: true, callFrom: null } as const
const CALL = { channel: 'call_task', automatic: false, callFrom: null } as const

/** Each segment's stages in the order in which they are reached: courtesy first, then dunning. */
export const POLICY: Readonly<Record<PremisesKind, readonly Stage[]>> = {
  residential: [
    { code: 'issued', kind: 'courtesy', offset: null, amountMin: ANY, ...MESSAGE },
    { code: 'T-7', kind: 'courtesy', offset: -7, amountMin: ANY, ...MESSAGE },
    { code: 'T-1', kind: 'courtesy', offset: -1, amountMin: ANY, ...MESSAGE },
    { code: 'T+7', kind: 'dunning', offset: 7, amountMin: fen(1_00), ...MESSAGE, callFrom: 30 },
    { code: 'T+30', kind: 'dunning', offset: 30, amountMin: fen(20_00), ...CALL },
  ],
  commercial: [
    { code: 'T-5', kind: 'courtesy', offset: -5, amountMin: ANY, ...MESSAGE },
    { code: 'T+1', kind: 'dunning', offset: 1, amountMin: fen(1_00), ...MESSAGE, callFrom: 7 },
    { code: 'T+7', kind: 'dunning', offset: 7, amountMin: fen(20_00), ...CALL },
  ],
}

/**
 * Dunning messages that one community's automatic run may send a day. More of them at once means
 * something unusual, such as a ledger just taken over: the rest waits for a named person.
 */
export const AUTOMATIC_DUNNING_A_DAY_MAX = 500

/** The last stage that a steward or finance may release; what is later is the manager's (roles). */
const RELEASED_WITHOUT_MANAGER_MAX = 7

export function needsManager(stage: Stage): boolean {
  return (stage.offset ?? 0) > RELEASED_WITHOUT_MANAGER_MAX
}

export function stagesOf(kind: PremisesKind, of: Stage['kind']): readonly Stage[] {
  return POLICY[kind].filter((stage) => stage.kind === of)
}

export function stageOf(kind: PremisesKind, code: DunningStageCode): Stage | undefined {
  return POLICY[kind].find((stage) => stage.code === code)
}

/** As staff read it. 满, because the step also comes to a household that is overdue by far more days. */
export function sayStage({ offset, channel }: Pick<Stage, 'offset' | 'channel'>): string {
  if (offset === null) return '新账单提醒'
  const what = channel === 'call_task' ? '电话' : '提醒'
  return offset < 0 ? `到期前 ${-offset} 天${what}` : `到期满 ${offset} 天${what}`
}
