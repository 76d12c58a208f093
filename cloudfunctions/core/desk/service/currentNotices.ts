import { stateOf } from '@core/domain/service/notice'
import type { World } from '@core/shell/world'
import type { Notice } from '@core/store/records'

/** More than any community has to say at one time. */
const NOTICES_MAX = 100

/** The notices that a community's people read today, the newest first. */
export async function currentNotices({ store, today }: World, communityId: string): Promise<readonly Notice[]> {
  const found = await store.find('notices', { where: { communityId, to: { gte: today } }, sort: [['to', -1]], limit: NOTICES_MAX })
  return found.filter((notice) => stateOf(notice, today) === 'current').sort((a, b) => (a.postedAt < b.postedAt ? 1 : -1))
}
