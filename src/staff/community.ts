import { recall, remember } from '@/services/memory'
import { useRouter } from '@tarojs/taro'

const KEY = 'nuancui.communityId'

/** The community this person last worked in; null before the first time. */
export const communityLastOpen = (): string | null => recall(KEY)
export const noteCommunity = (communityId: string | null): void => remember(KEY, communityId)

/** The community a page works in: its address says so, or it is the one last open. */
export function useCommunityId(): string {
  return useRouter().params.communityId ?? communityLastOpen() ?? ''
}
