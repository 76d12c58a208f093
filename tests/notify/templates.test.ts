import { templateProblems } from '@core/notify/templates'
import { templateSettings } from '../../local/wechat/templates'

describe('F25 message templates', () => {
  it('come from configuration, and what is configured can be filled', () => {
    expect(templateProblems(templateSettings())).toEqual([])
  })

  it('that are missing, or ask for what nobody fills, are named before anything is sent', () => {
    const { bill_due: due, ...rest } = templateSettings()
    expect(templateProblems(rest)).toEqual(['WECHAT_TEMPLATES has no bill_due'])
    const strange = { ...rest, bill_due: { id: 'x', fields: { ...due?.fields, guessed: 'thing9' } } }
    expect(templateProblems(strange)).toEqual(['WECHAT_TEMPLATES: nothing fills the field guessed of bill_due'])
  })
})
