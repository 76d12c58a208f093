import type { StaffRole } from '@contract/contract/staff'
import { type Fen, fen, showFen } from '@contract/money'
import type { PlanSignature } from '@core/store/records'

/**
 * ◇ What the property company allows by way of instalments: the only place with these numbers.
 * Length is the number of parts, since a part is a month.
 */
export const PLAN_POLICY = {
  partsMin: 2,
  partsMax: 12,
  /** No part is smaller. */
  partAmountMin: fen(10_00),
  firstDayAheadMax: 60,
  /** The first day that is proposed when nobody chose one. */
  firstDayAhead: 7,
  /** Up to both of these a plan starts without anybody's approval. */
  freeTotalMax: fen(3_000_00),
  freePartsMax: 6,
  /** A plan broken in this many days before today makes a person decide on the next one. */
  brokenMatterDays: 365,
  /** Finance decides alone up to here, the manager up to the next; above it both, two persons (roles). */
  financeMax: fen(5_000_00),
  managerMax: fen(20_000_00),
} as const

/** Why a person must approve, each with the words that the deciding person reads. */
export const PLAN_DOUBTS = {
  total: `合计超过 ${showFen(PLAN_POLICY.freeTotalMax)} 元`,
  parts: `期数超过 ${PLAN_POLICY.freePartsMax} 期`,
  broken_before: '一年内有一份分期没有按约缴完',
  replaces: '要代替正在进行的分期',
} as const
export type PlanDoubt = keyof typeof PLAN_DOUBTS

export type PlanHistory = { readonly brokenLately: boolean }

export function doubtsOf(offer: { readonly total: Fen; readonly parts: number; readonly replaces: string | null }, history: PlanHistory): readonly PlanDoubt[] {
  const holds: Record<PlanDoubt, boolean> = {
    total: offer.total > PLAN_POLICY.freeTotalMax,
    parts: offer.parts > PLAN_POLICY.freePartsMax,
    broken_before: history.brokenLately,
    replaces: offer.replaces !== null,
  }
  return (Object.keys(holds) as PlanDoubt[]).filter((doubt) => holds[doubt])
}

/** Whose approval decides on so much money; of several, each must be given by another person. */
export function decidersOf(total: Fen): readonly (readonly StaffRole[])[] {
  if (total <= PLAN_POLICY.financeMax) return [['finance', 'manager']]
  return total <= PLAN_POLICY.managerMax ? [['manager']] : [['manager'], ['finance']]
}
export function sayDeciders(total: Fen): string {
  if (total <= PLAN_POLICY.financeMax) return '由财务或项目经理审批'
  return total <= PLAN_POLICY.managerMax ? '由项目经理审批' : '由项目经理和财务两人分别审批'
}

export type PlanVerdict = 'approved' | 'refused' | 'waiting'

/**
 * What the signatures come to. Whoever may decide may also refuse; everybody else's word is a
 * proposal that the deciding person reads (roles: a steward proposes).
 */
export function verdictOf(total: Fen, signatures: readonly Pick<PlanSignature, 'by' | 'roles' | 'approve'>[]): PlanVerdict {
  const seats = decidersOf(total)
  const sits = (one: { readonly roles: readonly StaffRole[] }, seat: readonly StaffRole[]) => one.roles.some((role) => seat.includes(role))
  if (signatures.some((one) => !one.approve && seats.some((seat) => sits(one, seat)))) return 'refused'
  const given = signatures.filter(({ approve }) => approve)
  return seated(seats.map((seat) => given.filter((one) => sits(one, seat)).map(({ by }) => by))) ? 'approved' : 'waiting'
}

/** Whether every seat can be taken by a person of its own: two signatures of one person are one. */
function seated(candidates: readonly (readonly string[])[], taken: readonly string[] = []): boolean {
  const [first, ...rest] = candidates
  return first === undefined || first.some((by) => !taken.includes(by) && seated(rest, [...taken, by]))
}

export function mayDecidePlan(total: Fen, roles: readonly StaffRole[]): boolean {
  return decidersOf(total).some((seat) => roles.some((role) => seat.includes(role)))
}
