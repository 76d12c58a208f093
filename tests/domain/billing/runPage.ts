import { fen } from '@contract/money'
import type { Draft } from '@core/domain/billing/drafts'
import { day } from './homes'

/** A month's property fee of one home, as a run drafts it. */
export function draftOf(home: number, amount: number, accountId = `a${home}`): Draft {
  return {
    _id: `h${home}.property_fee.2026-07.${accountId}.0`, communityId: 'c', accountId, premisesId: `h${home}`, item: 'property_fee', title: '物业服务费',
    period: '2026-07', from: day('2026-07-01'), to: day('2026-07-31'), dueOn: day('2026-07-31'), payeeId: 'p', payeeName: '算物业', amount: fen(amount),
    working: [], tariff: null, void: false,
  }
}
