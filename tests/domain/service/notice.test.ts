import type { Day, Instant } from '@contract/calendar'
import { bannerWords, daysFit, stateOf } from '@core/domain/service/notice'

const day = (text: string) => text as Day
const shown = { from: day('2026-07-03'), to: day('2026-07-05'), withdrawnAt: null }

describe('a notice', () => {
  it.each([
    ['2026-07-02', 'coming'], ['2026-07-03', 'current'], ['2026-07-05', 'current'], ['2026-07-06', 'over'],
  ])('on %s is %s', (today, state) => {
    expect(stateOf(shown, day(today))).toBe(state)
  })
  it('that was withdrawn is so on every day', () => {
    const withdrawnAt = '2026-07-04T09:00:00.000+08:00' as Instant
    for (const today of ['2026-07-02', '2026-07-04', '2026-07-09']) expect(stateOf({ ...shown, withdrawnAt }, day(today))).toBe('withdrawn')
  })
  it.each([
    ['2026-07-03', '2026-07-03', true], ['2026-07-03', '2026-07-02', false], ['2026-06-01', '2026-07-01', true], ['2026-06-01', '2026-06-30', false],
  ])('from %s to %s may be posted on 1 July: %s', (from, to, fits) => {
    expect(daysFit({ from: day(from), to: day(to) }, day('2026-07-01'))).toBe(fits)
  })
  it('is cut to sixty letters above the amount, and never in the middle of one', () => {
    expect(bannerWords({ title: '停车', text: '一\n二' })).toBe('停车：一 二')
    expect([...bannerWords({ title: '长', text: '😀'.repeat(58) })]).toHaveLength(60)
    const cut = bannerWords({ title: '长', text: '😀'.repeat(59) })
    expect([...cut]).toHaveLength(60)
    expect(cut.endsWith('😀…')).toBe(true)
  })
})
