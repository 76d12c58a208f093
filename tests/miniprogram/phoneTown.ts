import { buildFunctions } from '../../config/build/functions'
import { openTown } from '../town'

// A cloud in a process of its own: a phone's test in jsdom has no fetch. Moves in whoever is named by
// room in argv, prints where it is and who lives there, and is gone when its parent is.
async function main(): Promise<void> {
  await buildFunctions()
  const town = await openTown()
  const people = await Promise.all(process.argv.slice(2).map((room) => town.moveIn(room)))
  process.stdout.write(`${JSON.stringify({ url: town.cloud.url, people })}\n`)
  process.stdin.on('end', () => void town.stop().then(() => process.exit(0))).resume()
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})
