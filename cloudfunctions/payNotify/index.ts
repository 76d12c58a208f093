import { hearNotice } from '@core/desk/paying/hearNotice'
import { cloudWorld } from '@core/shell/world'
import type { HttpEvent } from '@core/wechat/wechat'

/** HTTP access: WeChat Pay, and whoever pretends to be it. */
export function main(event: HttpEvent) {
  return hearNotice(event, cloudWorld)
}
