import { buildFunctions } from './functions'
import { buildScreens } from './screens'

/** `npm run build`: the functions and both forms of the screens, as far as their sources changed. */
async function main(): Promise<void> {
  const started = Date.now()
  const log = (line: string): void => console.log(line)
  await buildFunctions({ log })
  await buildScreens('h5', { log })
  await buildScreens('weapp', { log })
  log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s: dist/cloudfunctions, dist/h5, dist/weapp`)
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
