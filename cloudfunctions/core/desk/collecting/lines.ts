import type { Day } from '@contract/calendar'
import type { Line } from '@core/domain/collecting/decide'
import { type Opening, startWithin } from '@core/domain/collecting/limits'
import { type Letter, reminderId } from '@core/notify/outbox'
import type { Account, DunningLine } from '@core/store/records'
import { REMINDER_TEMPLATE } from './standing'

export function lineId(runId: string, accountId: string): string {
  return `${runId}:${accountId}`
}

/** A line as it is kept with its run: who, why, which channel, the exact text (rules §9). */
export function lineDoc(runId: string, account: Account, line: Line): DunningLine {
  return {
    _id: lineId(runId, account._id), runId, communityId: account.communityId, accountId: account._id, label: account.label,
    kind: account.kind, stage: line.stage.code, channel: line.channel, openid: line.openid, hour: line.hour, text: line.text,
    fields: line.fields, dueOn: line.dueOn, says: line.says,
  }
}

/** The line as a letter for the outbox, to be sent on `day` while its opening lasts. */
export function letterOf(line: DunningLine, kind: 'courtesy' | 'dunning', day: Day, opening: Opening): Letter {
  const { accountId, communityId, openid, channel, runId, stage, dueOn, fields } = line
  return {
    _id: reminderId(accountId, day, channel), communityId, accountId, openid, channel,
    purpose: kind === 'courtesy' ? 'reminder' : 'dunning', templateKey: REMINDER_TEMPLATE, fields,
    page: `pages/home/index?accountId=${encodeURIComponent(accountId)}`,
    runId, stage, dueOn, notBefore: startWithin(opening, day, line.hour), goodUntil: opening.until,
  }
}
