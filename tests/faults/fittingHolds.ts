import type { Day } from '@contract/calendar'
import { takeOver } from '../../local/estate/founding'
import { type LedgerLine, writeLedger } from '../../local/estate/workbook'
import { COMMUNITY, HOUSEHOLDS, type Town, value } from '../town'

/** For the malformed asks about remarks and holds: values that pass the door, and something of another building's to reach for. */
export const HOLD_FITTING: Readonly<Record<string, readonly unknown[]>> = {
  caseState: ['in_suit', 'bankrupt', 'won'],
  counsel: ['王律师', '\ud800'],
  newFacts: ['新的情况', '\u0000'],
  flag: ['hardship', '__proto__'],
  phone: ['13800138000', '1380013800', '\u0000'],
}
export const AFTER_PROPOSAL = `2026-07-01T09:00:00.000+08:00 000005 proposal-${'0'.repeat(24)}`

/** A remark of the other building that waits for a person, and a pause of the same household. */
export async function remarkAndHold(town: Town, accountId: string): Promise<void> {
  const told = { ...HOUSEHOLDS[4], remark: '拒缴' } as LedgerLine
  const file = await writeLedger('测试里物业服务费收缴台账', '2026-06-30', [told])
  await takeOver(town.cloud, town.staff.manager, COMMUNITY, file, '物业服务合同第六条')
  const pause = { kind: 'pause', until: '2026-08-31' as Day, note: '家里有事' } as const
  value(await town.staffed(town.staff.manager, 'hold.set', { accountId, ...pause }))
}
