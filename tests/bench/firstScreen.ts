import { openPhoneTown } from '../miniprogram/phone'
import { openMiniProgram } from '../miniprogram/vm'
import { measure, type Measure } from './measure'

const HOME = 'pages/home/index'
/** The button under the amount: it stands on the screen when the amount does. */
const WITH_THE_AMOUNT = '立即缴纳'
const BYTES_MAX = 4 * 1024

/**
 * Bytes that cross from the logic thread to the screen until a resident who opens the mini-program
 * sees what is owed; against 4 KB. Throws unless the cloud was asked once.
 */
export async function firstScreen(): Promise<Measure> {
  const town = await openPhoneTown('101')
  try {
    const phone = openMiniProgram(town.wxOf(town.people[0]?.openid ?? '', 'success'))
    const home = await phone.page(HOME)
    await home.untilShows(WITH_THE_AMOUNT)
    const asked = phone.calls.filter(({ name }) => name === 'cloud.callFunction')
    if (asked.length !== 1) throw new Error(`first_screen: the cloud was asked ${asked.length} times`)
    const shownAt = phone.setDataLog.findIndex(({ data }) => JSON.stringify(data).includes(WITH_THE_AMOUNT))
    if (shownAt < 0) throw new Error('first_screen: no crossing carries the amount')
    const bytes = phone.setDataLog.slice(0, shownAt + 1).reduce((sum, crossing) => sum + crossing.bytes, 0)
    return measure('first_screen', bytes, 'bytes', BYTES_MAX, '<=1')
  } finally {
    await town.close()
  }
}
