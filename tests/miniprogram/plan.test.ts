import { buildScreens } from '../../config/build/screens'
import { type MiniProgram, openMiniProgram } from './vm'

beforeAll(() => buildScreens('weapp', { log: () => undefined }), 180_000)

const NETWORK_MS = 20
/** What was measured stands beside it: the longest schedule there is, with its whole text. */
const MOVE_BYTES_MAX = 4_096 // 640 waiting, 3,303 with twelve parts

const daysOf = (parts: number) => Array.from({ length: parts }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-10`)
/** As long as the cloud's own text is, for an account with a long name and twelve parts. */
const termsOf = (parts: number) => [
  '分期缴纳约定', `1. 房屋：12栋2单元1801。账单：2025年7月至2026年6月物业服务费共 12 笔，合计 ¥7,896.00，由暖阳里物业服务有限公司收取。`,
  `2. 分 ${parts} 期缴纳：${daysOf(parts).map((day, i) => `第 ${i + 1} 期 ${day.slice(0, 4)}年10月10日 ¥658.00`).join('；')}。可以提前缴，也可以一次缴清。`,
  ...['三', '四', '五', '六'].map((n, i) => `${i + 3}. 第${n}条，${'余下的账单恢复按原缴费日缴纳'.repeat(4)}。`),
].join('\n')

function phoneWith(parts: number): MiniProgram {
  return openMiniProgram({
    callFunction: async (options) => {
      await new Promise((resolve) => setTimeout(resolve, NETWORK_MS))
      const { ask } = options['data'] as { ask: { parts: number } }
      const asked = ask.parts === 3 ? parts : ask.parts
      const value = {
        quoteId: 'q', accountId: 'a', total: 7_896_00, needsApproval: true, mayAccept: true, counterPhone: '0571-5550188', bills: [],
        instalments: daysOf(asked).map((dueOn) => ({ dueOn, amount: 658_00 })), terms: termsOf(asked), termsHash: 'a'.repeat(64),
        choices: { partsMin: 2, partsMax: 12, firstFrom: '2026-01-01', firstUntil: '2026-03-01' }, expiresAt: '2026-01-01T10:00:00.000+08:00',
      }
      return { result: { ok: true, value } }
    },
  })
}

describe('the built mini-program: 分期试算', () => {
  it('sends at most 4 KB to the screen for a move of the slider, whatever the number of parts', async () => {
    const phone = phoneWith(3)
    const trial = await phone.page('pages/plan/trial/index', { accountId: 'a' })
    await trial.untilShows('同意分期')
    for (let parts = 4; parts <= 12; parts += 1) {
      phone.setDataLog.length = 0
      await trial.tap('多一期')
      await trial.untilShows(`第 ${parts} 期`)
      expect(Math.max(...phone.setDataLog.map(({ bytes }) => bytes))).toBeLessThanOrEqual(MOVE_BYTES_MAX)
    }
    expect(trial.text()).toContain('分 12 期')
  })
})
