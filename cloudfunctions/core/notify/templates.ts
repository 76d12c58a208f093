import type { Templates } from '@core/shell/settings'

/**
 * The fields that our messages fill, by their logical names. Which template and which of its own
 * keys they go to is configuration (WECHAT_TEMPLATES): guessed keys answered 47003 on every send
 * (F25).
 */
const FILLED = {
  bill_due: ['place', 'amount', 'dueOn', 'note'],
  receipt: ['item', 'amount', 'paidAt', 'receiptNo', 'note'],
} as const
export type OurTemplate = keyof typeof FILLED

/** What the configuration lacks, in words for the log; empty when every message of ours can be written. */
export function templateProblems(templates: Templates): readonly string[] {
  return Object.entries(FILLED).flatMap(([name, filled]) => {
    const template = Object.hasOwn(templates, name) ? templates[name] : undefined
    if (!template) return [`WECHAT_TEMPLATES has no ${name}`]
    const strange = Object.keys(template.fields).filter((field) => !(filled as readonly string[]).includes(field))
    return strange.map((field) => `WECHAT_TEMPLATES: nothing fills the field ${field} of ${name}`)
  })
}
