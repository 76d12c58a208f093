import { join } from 'node:path'
import ARIA from './ariaProps.json'

/** What of Taro's plug-in world is used here. */
type Platform = {
  runtimePath: string | string[]
  template: { mergeComponents(context: Context, more: object): void }
}
type Context = { registerMethod(hook: { name: 'onSetupClose'; fn(platform: Platform): void }): void }

/**
 * Lets the mini-program's pages speak to screen readers. Taro's templates carry only the attributes
 * on a list of its own, which has no aria ones, so `ariaLabel` on a View would be sent to the phone
 * and dropped there. The list is needed twice: here for the templates, in ariaRuntime.js on the phone.
 */
export default function aria(context: Context) {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      platform.template.mergeComponents(context, ARIA)
      platform.runtimePath = [...[platform.runtimePath].flat(), join(__dirname, 'ariaRuntime.js')]
    },
  })
}
